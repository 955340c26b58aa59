import { parseArn } from '../../core/arn.ts';
import type { Target } from '../../data-plane/target.ts';
import { findFunction } from './function-name.ts';
import { limitOf } from './inspector/inspection.ts';
import { invokeRecord } from './invoke.ts';
import { allowsCaller, type Caller } from './policy.ts';
import type { Scope } from './types.ts';

export type { Scope };

/** A function as another service calls it. */
export interface FunctionTarget extends Target {
  /** Whether the function's policy lets the service invoke it. */
  allows(caller: Caller): boolean;
  /** How long the service waits for it, in ms: longer where it is debugged. */
  limit(milliseconds: number): number;
}

/**
 * Finds a function for another service, in its own region where it is named by ARN.
 *
 * @throws AwsError what `locate` throws; ResourceNotFoundException
 */
export function functionTarget(name: string, owner: Scope): FunctionTarget {
  const parts = parseArn(name);
  const scope = { cloud: owner.cloud, region: parts?.region || owner.region, accountId: owner.accountId };
  const { record, qualifier } = findFunction(name, undefined, scope);
  return {
    name: record.name,
    invoke: (payload, options) => invokeRecord(record, qualifier, payload, options, scope),
    allows: (caller) => allowsCaller(record, qualifier, caller, scope),
    limit: (milliseconds) => limitOf(milliseconds, scope),
  };
}
