import { availableParallelism } from 'node:os';

/**
 * Invocations that one machine works on at once, for each version; further ones wait their turn. AWS throttles at an
 * account's 1,000 concurrent invocations; one machine is full long before, and waiting serves a developer better than an
 * error that AWS would not have given.
 */
export const MACHINE_LIMIT = Math.max(4 * availableParallelism(), 10);
