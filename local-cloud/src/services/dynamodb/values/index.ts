export { attribute, setAttribute, typeOf } from './item.ts';
export { after, encodeKey, encodePrefix } from './key.ts';
export { addNumbers, compareNumbers, readNumber, subtractNumbers } from './number.ts';
export { compareValues, equalValues } from './order.ts';
export { readItem, readValue } from './read.ts';
export { difference, union } from './sets.ts';
export { itemSize, textSize, valueSize } from './size.ts';
export type { AttributeType, AttributeValue, Item } from './types.ts';
