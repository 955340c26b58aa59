import type { AttributeDefinition } from '@aws-sdk/client-dynamodb';
import { OrderedMap } from '../../../core/store/ordered-map.ts';
import { StoredItem } from '../items/stored-item.ts';
import { type Item, setAttribute, valueSize } from '../values/index.ts';
import { KeySchema, MAX_HASH_BYTES, MAX_RANGE_BYTES } from './key-schema.ts';
import type { GlobalIndexRecord, IndexRecord } from './record.ts';

/** An item as an index has it. */
export interface IndexEntry {
  readonly key: string;
  readonly packed: string;
}

/**
 * A local or global index. It holds what its projection carries of the items that have its key attributes, and is never
 * kept: it is made anew from the items when a store is opened.
 */
export class SecondaryIndex {
  readonly record: IndexRecord | GlobalIndexRecord;
  readonly isGlobal: boolean;
  readonly key: KeySchema;
  readonly entries = new OrderedMap<string>();
  /** Bytes of all entries, as DynamoDB counts them. */
  bytes = 0;
  /** Attributes it carries; undefined for all. */
  readonly #carried: ReadonlySet<string> | undefined;

  constructor(
    record: IndexRecord | GlobalIndexRecord,
    isGlobal: boolean,
    tableKey: KeySchema,
    attributes: readonly AttributeDefinition[],
  ) {
    this.record = record;
    this.isGlobal = isGlobal;
    this.key = new KeySchema(record.keySchema, attributes);
    const { ProjectionType, NonKeyAttributes = [] } = record.projection;
    if (ProjectionType !== 'ALL') {
      const others = ProjectionType === 'INCLUDE' ? NonKeyAttributes : [];
      this.#carried = new Set([...tableKey.all, ...this.key.all].map(({ name }) => name).concat(others));
    }
  }

  get name(): string {
    return this.record.name;
  }

  carries(attribute: string): boolean {
    return this.#carried?.has(attribute) ?? true;
  }

  get carriesAll(): boolean {
    return this.#carried === undefined;
  }

  /** Where the item is in the index; undefined where it is not in it. */
  keyOf(item: Item, tableKey: string): string | undefined {
    const key = this.key.encode(item);
    return key === undefined || !this.#takes(item) ? undefined : key + tableKey;
  }

  /** The item's entry, where it has the index's key. An entry that carries all is the item itself, not a copy. */
  entryOf(stored: StoredItem, tableKey: string): IndexEntry | undefined {
    const key = this.keyOf(stored.item, tableKey);
    if (key === undefined) return undefined;
    return { key, packed: this.#carried ? StoredItem.of(this.#project(stored.item)).packed : stored.packed };
  }

  /** Whether the item's values can be keys: what was there before the index may be empty, or too long. */
  #takes(item: Item): boolean {
    return (
      this.key.hash.every((each) => fitsKey(item, each.name, MAX_HASH_BYTES)) &&
      this.key.range.every((each) => fitsKey(item, each.name, MAX_RANGE_BYTES))
    );
  }

  #project(item: Item): Item {
    const projected: Item = {};
    for (const name in item) {
      if (this.#carried?.has(name)) setAttribute(projected, name, item[name]!);
    }
    return projected;
  }
}

function fitsKey(item: Item, name: string, limit: number): boolean {
  const value = item[name]!;
  if ('N' in value) return true;
  const text = 'S' in value ? value.S : 'B' in value ? value.B : '';
  // No character takes more than three bytes a UTF-16 unit.
  return text !== '' && (text.length * 3 <= limit || valueSize(value) <= limit);
}
