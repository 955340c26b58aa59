import type { AttributeValue } from './types.ts';

/** Below, at or above 0: numbers by value, strings by their UTF-8 bytes, binaries by bytes. Undefined where the two don't compare. */
export function compareValues(_a: AttributeValue, _b: AttributeValue): number | undefined {
  throw new Error('not yet');
}
/** Deep equality of canonical values. */
export function equalValues(_a: AttributeValue, _b: AttributeValue): boolean {
  throw new Error('not yet');
}
