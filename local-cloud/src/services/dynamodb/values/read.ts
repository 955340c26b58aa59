import type { AttributeValue, Item } from './types.ts';

/** An item as it came, checked and made canonical; the same object where it was so already. @throws AwsError ValidationException, SerializationException */
export function readItem(_json: unknown): Item {
  throw new Error('not yet');
}
export function readValue(_json: unknown): AttributeValue {
  throw new Error('not yet');
}
