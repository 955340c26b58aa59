import type { AttributeType, AttributeValue, Item } from './types.ts';

/** The attribute of that name; never what objects inherit. */
export const attribute = (item: Item, name: string): AttributeValue | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** Sets an attribute in place, whatever its name. */
export function setAttribute(item: Item, name: string, value: AttributeValue): void {
  if (name === '__proto__') {
    Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    item[name] = value;
  }
}

/** A value's type, which is the name of its only member. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  throw new TypeError('An attribute value has a type');
}
