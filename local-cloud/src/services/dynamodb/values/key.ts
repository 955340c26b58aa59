import type { AttributeValue } from './types.ts';

/**
 * A key attribute's value (S, N or B) as bytes, a string of char codes 0 to 255, whose order is that of the values of the
 * type. Every encoding ends where it says and in a byte below 255, so composites are concatenations, and everything that
 * begins with one lies between it and itself with the last byte raised by one.
 */
export function encodeKey(_value: AttributeValue): string {
  throw new Error('not yet');
}
