import { type AttributeType, type AttributeValue, equalValues, typeOf } from '../values/index.ts';
import { binarySize } from '../values/size.ts';
import type { Read, Test } from './evaluate.ts';

export const exists =
  (read: Read): Test =>
  (item) =>
    read(item) !== undefined;

export const hasType =
  (read: Read, type: AttributeType): Test =>
  (item) => {
    const value = read(item);
    return value !== undefined && typeOf(value) === type;
  };

export const beginsWith =
  (value: Read, prefix: Read): Test =>
  (item) => {
    const whole = value(item);
    const start = prefix(item);
    if (!whole || !start) return false;
    if ('S' in whole && 'S' in start) return whole.S.startsWith(start.S);
    if ('B' in whole && 'B' in start)
      return bytes(whole.B).subarray(0, bytes(start.B).length).equals(bytes(start.B));
    return false;
  };

export const contains =
  (value: Read, part: Read): Test =>
  (item) => {
    const whole = value(item);
    const wanted = part(item);
    return whole !== undefined && wanted !== undefined && holds(whole, wanted);
  };

/** A part of a text or binary, an element of a set or list. */
function holds(whole: AttributeValue, wanted: AttributeValue): boolean {
  if ('L' in whole) return whole.L.some((element) => equalValues(element, wanted));
  if ('S' in wanted)
    return 'S' in whole ? whole.S.includes(wanted.S) : 'SS' in whole && whole.SS.includes(wanted.S);
  if ('N' in wanted) return 'NS' in whole && whole.NS.includes(wanted.N);
  if ('B' in wanted) {
    return 'B' in whole
      ? bytes(whole.B).includes(bytes(wanted.B))
      : 'BS' in whole && whole.BS.includes(wanted.B);
  }
  return false;
}

/** UTF-16 units of a text, bytes of a binary, members of the rest; numbers, booleans and nulls have no size. */
export const size =
  (read: Read): Read =>
  (item) => {
    const value = read(item);
    const count = value === undefined ? undefined : sizeOf(value);
    return count === undefined ? undefined : { N: String(count) };
  };

function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return binarySize(value.B);
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  return 'BS' in value ? value.BS.length : undefined;
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
