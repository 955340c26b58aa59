import type { Substitutions } from './substitutions.ts';
import type { Condition, KeyCondition, KeyNames, Projection, Update } from './types.ts';

/** All throw AwsError ValidationException, `Invalid ConditionExpression: …`. */
export function compileCondition(
  _text: string,
  _kind: 'ConditionExpression' | 'FilterExpression',
  _substitutions: Substitutions,
): Condition {
  throw new Error('not yet');
}
export function compileUpdate(_text: string, _substitutions: Substitutions): Update {
  throw new Error('not yet');
}
export function compileProjection(_text: string, _substitutions: Substitutions): Projection {
  throw new Error('not yet');
}
export function compileKeyCondition(
  _text: string,
  _substitutions: Substitutions,
  _key: KeyNames,
): KeyCondition {
  throw new Error('not yet');
}
