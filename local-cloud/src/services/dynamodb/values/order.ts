import { compareNumbers } from './number.ts';
import type { AttributeValue, Item } from './types.ts';

/**
 * Below, at or above 0: numbers by value, strings by their UTF-8 bytes, binaries by bytes. Undefined where the two don't
 * compare: other types, or not of one type.
 */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('S' in a) return 'S' in b ? compareStrings(a.S, b.S) : undefined;
  if ('N' in a) return 'N' in b ? compareNumbers(a.N, b.N) : undefined;
  if ('B' in a) return 'B' in b ? compareBinaries(a.B, b.B) : undefined;
  return undefined;
}

/** By code points, which is the order of UTF-8's bytes; UTF-16's units would put surrogates before U+E000. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

export const compareBinaries = (a: string, b: string): number =>
  a === b ? 0 : Buffer.compare(Buffer.from(a, 'base64'), Buffer.from(b, 'base64'));

const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Deep equality of canonical values: sets and numbers have one form each, so texts and orders tell. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true;
  if ('S' in a) return 'S' in b && a.S === b.S;
  if ('N' in a) return 'N' in b && a.N === b.N;
  if ('M' in a) return 'M' in b && equalMaps(a.M, b.M);
  if ('L' in a) return 'L' in b && equalLists(a.L, b.L, equalValues);
  if ('BOOL' in a) return 'BOOL' in b && a.BOOL === b.BOOL;
  if ('NULL' in a) return 'NULL' in b;
  if ('B' in a) return 'B' in b && a.B === b.B;
  if ('SS' in a) return 'SS' in b && equalLists(a.SS, b.SS, Object.is);
  if ('NS' in a) return 'NS' in b && equalLists(a.NS, b.NS, Object.is);
  return 'BS' in b && equalLists(a.BS, b.BS, Object.is);
}

function equalLists<T>(a: readonly T[], b: readonly T[], equal: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((element, index) => equal(element, b[index]!));
}

function equalMaps(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && equalValues(a[name]!, b[name]!));
}
