import { tooManyRequests } from '../errors.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionRecord, Scope } from '../types.ts';

/** An account's quotas: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const CONCURRENT_EXECUTIONS = 1000;
export const MINIMUM_UNRESERVED = 100;

/** The provisioned concurrency of a function, of all its aliases and versions. @param except one of them */
export function provisionedOf({ provisioned }: FunctionRecord, except?: string): number {
  let sum = 0;
  for (const [qualifier, { requested }] of provisioned) if (qualifier !== except) sum += requested;
  return sum;
}

/**
 * What of the account's concurrency no function has to itself. Provisioned concurrency comes out of what is reserved for its
 * function, where something is.
 *
 * @param except a function whose own share is about to be replaced
 */
export function unreserved(scope: Scope, except?: FunctionRecord): number {
  let left = CONCURRENT_EXECUTIONS;
  for (const record of lambdaStore(scope).functions.values()) {
    if (record !== except) left -= record.reservedConcurrency ?? provisionedOf(record);
  }
  return left;
}

/**
 * Lets an invocation in.
 *
 * @param ahead whether an environment that was initialised ahead waits for it: its place is taken already
 * @returns what takes it out of the count, once it is over
 * @throws AwsError TooManyRequestsException (429) with the Reason of AWS
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export function admit(record: FunctionRecord, ahead: boolean, scope: Scope): () => void {
  const { concurrency } = lambdaStore(scope);
  if (ahead) return concurrency.enter(record, 'ahead');
  const { reservedConcurrency } = record;
  if (reservedConcurrency !== undefined) {
    if (concurrency.onDemandOf(record) >= reservedConcurrency - provisionedOf(record)) {
      throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    return concurrency.enter(record, 'reserved');
  }
  // Nobody counts what others reserve while there is room all the same.
  if (concurrency.unreserved >= MINIMUM_UNRESERVED && concurrency.unreserved >= unreserved(scope)) {
    throw tooManyRequests('ConcurrentInvocationLimitExceeded');
  }
  return concurrency.enter(record, 'unreserved');
}
