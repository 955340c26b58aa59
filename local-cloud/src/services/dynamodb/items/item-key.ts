import { unfit, validation } from '../errors.ts';
import type { KeyAttribute } from '../tables/key-schema.ts';
import { MAX_HASH_BYTES, MAX_RANGE_BYTES } from '../tables/key-schema.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import type { Table } from '../tables/table.ts';
import { type AttributeValue, attribute, type Item, readItem, typeOf, valueSize } from '../values/index.ts';

export interface ItemKey {
  /** The item's place in the table. */
  readonly place: string;
  /** Its key attributes. */
  readonly item: Item;
}

/** The key of a request's `Key`. @throws AwsError ValidationException */
export function readKey(table: Table, json: unknown): ItemKey {
  const item = readItem(json);
  return { place: placeOfKey(table, item), item };
}

/** The place of the item that has these key attributes, and nothing beside them. @throws AwsError ValidationException */
export function placeOfKey(table: Table, item: Item): string {
  const { all } = table.key;
  if (Object.keys(item).length !== all.length) throw notOfSchema();
  for (const each of all) {
    const value = attribute(item, each.name);
    if (value === undefined || typeOf(value) !== each.type) throw notOfSchema();
    refuseEmpty(value, each.name);
  }
  refuseLong(table, item);
  return table.key.encode(item)!;
}

/** The place of an item that is to be put. @throws AwsError ValidationException */
export function placeOfItem(table: Table, item: Item): string {
  for (const { name, type } of table.key.all) {
    const value = attribute(item, name);
    if (value === undefined) {
      throw validation(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    }
    if (typeOf(value) !== type) {
      throw validation(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      );
    }
    refuseEmpty(value, name);
  }
  refuseLong(table, item);
  return table.key.encode(item)!;
}

/** @throws AwsError ValidationException where an index could not have the item */
export function checkIndexKeys(table: Table, item: Item, how: 'put' | 'update'): void {
  for (const index of table.indexes.values()) {
    for (const each of index.key.all) checkIndexKey(index, each, attribute(item, each.name), how);
  }
}

function checkIndexKey(
  index: SecondaryIndex,
  { name, type }: KeyAttribute,
  value: AttributeValue | undefined,
  how: 'put' | 'update',
): void {
  if (value === undefined) return;
  if (typeOf(value) !== type) {
    throw validation(
      `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
    );
  }
  const kind = emptyKind(value);
  if (kind) {
    const what =
      how === 'put'
        ? 'A value specified for a secondary index key is not supported.'
        : 'The update expression attempted to update a secondary index key to a value that is not supported.';
    const error = how === 'put' ? unfit : validation;
    throw error(
      `One or more parameter values are not valid. ${what} The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${index.name}, IndexKey: ${name}`,
    );
  }
  const isHash = index.key.hash.some((each) => each.name === name);
  const limit = isHash ? MAX_HASH_BYTES : MAX_RANGE_BYTES;
  if (valueSize(value) > limit) {
    throw validation(
      isHash
        ? 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes'
        : 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
  }
}

function refuseEmpty(value: AttributeValue, name: string): void {
  const kind = emptyKind(value);
  if (!kind) return;
  throw unfit(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
  );
}

function emptyKind(value: AttributeValue): 'string' | 'binary' | undefined {
  if ('S' in value) return value.S === '' ? 'string' : undefined;
  return 'B' in value && value.B === '' ? 'binary' : undefined;
}

function refuseLong(table: Table, item: Item): void {
  for (const { name } of table.key.hash) {
    if (valueSize(item[name]!) > MAX_HASH_BYTES) {
      throw validation(
        'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
      );
    }
  }
  for (const { name } of table.key.range) {
    if (valueSize(item[name]!) > MAX_RANGE_BYTES) {
      throw validation(
        'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
      );
    }
  }
}

export const notOfSchema = () => validation('The provided key element does not match the schema');
