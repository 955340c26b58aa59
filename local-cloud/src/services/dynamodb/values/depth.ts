import { validation } from '../errors.ts';
import type { AttributeValue } from './types.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
export const MAX_DEPTH = 32;

export const tooDeep = () =>
  validation(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  );

/** Checks a value that is put that many lists and maps deep. @throws AwsError ValidationException */
export function checkDepth(value: AttributeValue, depth: number): void {
  if (depth >= MAX_DEPTH) throw tooDeep();
  if ('L' in value) for (const element of value.L) checkDepth(element, depth + 1);
  else if ('M' in value) for (const name in value.M) checkDepth(value.M[name]!, depth + 1);
}
