import type { Space } from '../../../core/store/store.ts';
import type { TableCopy } from '../backups/table-copy.ts';
import { validation } from '../errors.ts';
import type { ItemChange } from '../items/item-change.ts';
import { StoredItem, sizeOfPacked } from '../items/stored-item.ts';
import type { StreamLog } from '../streams/stream-log.ts';
import type { Expiries } from '../time-to-live/expiries.ts';
import { type AttributeValue, encodeKey } from '../values/index.ts';
import { KeySchema } from './key-schema.ts';
import type { TableRecord } from './record.ts';
import { SecondaryIndex } from './secondary-index.ts';
import { capacityUnits, WRITE_UNIT } from './units.ts';

/** A table: its record, its items, and what is derived from them. */
export class Table {
  readonly record: TableRecord;
  readonly key: KeySchema;
  readonly items: Space;
  readonly indexes = new Map<string, SecondaryIndex>();
  /** Bytes of all items, as DynamoDB counts them. */
  bytes = 0;
  /** Items that a transaction in progress has to itself, by key. */
  readonly locked = new Set<string>();
  stream: StreamLog | undefined;
  /** A backup in the making. */
  copy: TableCopy | undefined;
  expiries: Expiries | undefined;
  /** Bytes of each item collection by its encoded hash key, those in local indexes included; only tables with such have it. */
  readonly #collections: Map<string, number> | undefined;

  constructor(record: TableRecord, items: Space) {
    this.record = record;
    this.items = items;
    this.key = new KeySchema(record.keySchema, record.attributes);
    if (record.localIndexes.length > 0) this.#collections = new Map();
    for (const index of record.localIndexes) this.addIndex(index, false);
    for (const index of record.globalIndexes) this.addIndex(index, true);
  }

  get name(): string {
    return this.record.name;
  }

  get(key: string): StoredItem | undefined {
    const packed = this.items.get(key);
    return packed === undefined ? undefined : new StoredItem(packed);
  }

  /** @throws AwsError ValidationException */
  index(name: string): SecondaryIndex {
    const index = this.indexes.get(name);
    if (!index) throw validation(`The table does not have the specified index: ${name}`);
    return index;
  }

  addIndex(record: SecondaryIndex['record'], isGlobal: boolean): SecondaryIndex {
    const index = new SecondaryIndex(record, isGlobal, this.key, this.record.attributes);
    this.indexes.set(record.name, index);
    return index;
  }

  /** Brings what is derived from the items up to date with a change that is in the store. */
  apply(change: ItemChange): void {
    const { before, after, key } = change;
    if (this.indexes.size > 0) change.indexUnits = new Map();
    this.#derive(key, before, after, change.indexUnits);
  }

  /** Takes in an item that was in the store when it was opened. */
  adopt(key: string, packed: string): void {
    this.#derive(key, undefined, new StoredItem(packed));
  }

  /** Bytes of the items of one hash key, those in local indexes included. */
  collectionBytes(hash: AttributeValue): number {
    return this.#collections?.get(encodeKey(hash)) ?? 0;
  }

  /** @param units takes the write capacity of each index that the change touches */
  #derive(
    key: string,
    before: StoredItem | undefined,
    after: StoredItem | undefined,
    units?: Map<SecondaryIndex, number>,
  ): void {
    const more = (after?.size ?? 0) - (before?.size ?? 0);
    this.bytes += more;
    this.expiries?.apply(key, before, after);
    let collected = more;
    for (const index of this.indexes.values()) {
      const bytes = index.bytes;
      const taken = applyToIndex(index, key, before, after);
      if (taken > 0) units?.set(index, taken);
      if (!index.isGlobal) collected += index.bytes - bytes;
    }
    if (!this.#collections) return;
    const item = (after ?? before)?.item;
    if (item) this.#collect(item[this.key.hash[0]!.name]!, collected);
  }

  #collect(hash: AttributeValue, more: number): void {
    const bytes = this.collectionBytes(hash) + more;
    if (bytes === 0) this.#collections?.delete(encodeKey(hash));
    else this.#collections?.set(encodeKey(hash), bytes);
  }
}

/** @returns the write capacity it takes: two writes where the entry moves */
export function applyToIndex(
  index: SecondaryIndex,
  key: string,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): number {
  const old = before && index.keyOf(before.item, key);
  const entry = after && index.entryOf(after, key);
  let units = 0;
  if (old !== undefined && old !== entry?.key) {
    const removed = index.entries.delete(old);
    if (removed !== undefined) {
      index.bytes -= sizeOfPacked(removed);
      units += capacityUnits(sizeOfPacked(removed), WRITE_UNIT);
    }
  }
  if (entry) {
    const replaced = index.entries.set(entry.key, entry.packed);
    const [size, oldSize] = [sizeOfPacked(entry.packed), replaced === undefined ? 0 : sizeOfPacked(replaced)];
    index.bytes += size - oldSize;
    if (replaced !== entry.packed) units += capacityUnits(Math.max(size, oldSize), WRITE_UNIT);
  }
  return units;
}
