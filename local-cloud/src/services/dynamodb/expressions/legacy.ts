import type { Condition, KeyCondition, KeyNames, Projection, Update } from './types.ts';

export type ConditionalOperator = 'AND' | 'OR';

/** The legacy parameters, as they came in the request; all throw AwsError ValidationException. */
export function compileExpected(_expected: unknown, _operator?: ConditionalOperator): Condition {
  throw new Error('not yet');
}
/** QueryFilter, ScanFilter */
export function compileFilter(
  _filter: unknown,
  _member: 'QueryFilter' | 'ScanFilter',
  _operator?: ConditionalOperator,
): Condition {
  throw new Error('not yet');
}
export function compileAttributeUpdates(_updates: unknown): Update {
  throw new Error('not yet');
}
export function compileKeyConditions(_conditions: unknown, _key: KeyNames): KeyCondition {
  throw new Error('not yet');
}
export function compileAttributesToGet(_names: unknown): Projection {
  throw new Error('not yet');
}
/**
 * Refuses a request that has both legacy and expression parameters, or values without an expression.
 * @throws AwsError ValidationException
 */
export function checkParameters(_input: Record<string, unknown>): void {
  throw new Error('not yet');
}
