import type { AttributeDefinition, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import type { KeyNames } from '../expressions/index.ts';
import { type AttributeValue, attribute, encodeKey, type Item, typeOf } from '../values/index.ts';
import { partitionOf } from './partition.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
export const MAX_HASH_BYTES = 2048;
export const MAX_RANGE_BYTES = 1024;

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** The key attributes of a table or an index, with their types. */
export class KeySchema implements KeyNames {
  readonly hash: readonly KeyAttribute[];
  readonly range: readonly KeyAttribute[];
  /** Hash attributes first. */
  readonly all: readonly KeyAttribute[];

  constructor(elements: readonly KeySchemaElement[], attributes: readonly AttributeDefinition[]) {
    const of = (kind: string) =>
      elements
        .filter(({ KeyType }) => KeyType === kind)
        .map(({ AttributeName }) => {
          const definition = attributes.find((each) => each.AttributeName === AttributeName);
          // Both were checked when the table or index was made.
          return { name: AttributeName!, type: definition!.AttributeType as KeyAttribute['type'] };
        });
    this.hash = of('HASH');
    this.range = of('RANGE');
    this.all = [...this.hash, ...this.range];
  }

  has(name: string): boolean {
    return this.all.some((each) => each.name === name);
  }

  /** The key's place among all: its partition, then its attributes. Undefined where it lacks one or has another type. */
  encode(item: Item): string | undefined {
    let hash = '';
    for (const each of this.hash) {
      const value = attribute(item, each.name);
      if (!isKeyValue(value, each)) return undefined;
      hash += encodeKey(value);
    }
    let range = '';
    for (const each of this.range) {
      const value = attribute(item, each.name);
      if (!isKeyValue(value, each)) return undefined;
      range += encodeKey(value);
    }
    return partitionOf(hash) + hash + range;
  }

  /** The key's attributes of an item that has them. */
  pick(item: Item): Item {
    const key: Item = {};
    for (const { name } of this.all) key[name] = item[name]!;
    return key;
  }
}

export function isKeyValue(
  value: AttributeValue | undefined,
  { type }: KeyAttribute,
): value is AttributeValue {
  return value !== undefined && typeOf(value) === type;
}
