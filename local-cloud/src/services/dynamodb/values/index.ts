export { attribute, setAttribute, typeOf } from './item.ts';
export { encodeKey } from './key.ts';
export { addNumbers, compareNumbers, readNumber, subtractNumbers } from './number.ts';
export { compareValues, equalValues } from './order.ts';
export { readItem, readValue } from './read.ts';
export { itemSize, valueSize } from './size.ts';
export type { AttributeType, AttributeValue, Item } from './types.ts';
