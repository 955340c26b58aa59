import { parseDecimal } from './number.ts';
import type { AttributeValue, Item } from './types.ts';

/** What a list or map costs beside its members, each of which costs one more. */
const DOCUMENT_BYTES = 3;

/**
 * Bytes of an item as DynamoDB counts them: names and values.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  let bytes = 0;
  for (const name in item) bytes += textSize(name) + valueSize(item[name]!);
  return bytes;
}

/** Bytes of a value without its name. */
export function valueSize(value: AttributeValue): number {
  if ('S' in value) return textSize(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('M' in value) return DOCUMENT_BYTES + Object.keys(value.M).length + itemSize(value.M);
  if ('L' in value) return DOCUMENT_BYTES + value.L.length + total(value.L, valueSize);
  if ('B' in value) return binarySize(value.B);
  if ('SS' in value) return total(value.SS, textSize);
  if ('NS' in value) return total(value.NS, numberSize);
  if ('BS' in value) return total(value.BS, binarySize);
  return 1;
}

/** The bytes of canonical base64. */
export function binarySize(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** UTF-8 bytes. */
export const textSize = (text: string): number => Buffer.byteLength(text, 'utf8');

/** A byte, one for every two digits before and behind the point, zeros at the ends left out, and one for a minus. */
function numberSize(text: string): number {
  const { negative, digits, exponent } = parseDecimal(text);
  const whole = Math.min(Math.max(exponent + 1, 0), digits.length);
  return 1 + Math.ceil(whole / 2) + Math.ceil((digits.length - whole) / 2) + (negative ? 1 : 0);
}

function total<T>(values: readonly T[], size: (value: T) => number): number {
  let bytes = 0;
  for (const value of values) bytes += size(value);
  return bytes;
}
