import type { Space, Write } from '../store/store.ts';
import type { Changes, Keeper, Records } from './records.ts';
import { fromKey, fromText, toKey, toText } from './structured.ts';

/** How records become data, and data records. */
export interface Packing<V> {
  /** Plain data, maps, sets, times and bytes; by default the record as it is. */
  pack?(value: V): unknown;
  unpack?(data: unknown, parts: ReadonlyMap<string, unknown>, key: string): V;
  /**
   * Pieces of a record that never change and are written once, by a key within it. What `pack` returns is compared and
   * written as a whole, so that a record that grows has its growing pieces here.
   */
  parts?(value: V): Iterable<readonly [key: string, part: object]>;
}

const NO_PARTS: ReadonlyMap<string, object> = new Map();

/** Keys hold no such character, so that a record's parts lie together. */
const partKey = (stored: string, name: string): string => `${stored}\0${toKey(name)}`;

/** Where a record stands among the others: collections keep the order in which records came. */
type Stored = readonly [place: number, data: unknown];

/**
 * A map of records that is found again when its cloud starts with the same folder. Whatever it hands out counts as
 * perhaps changed (see `Records`), so that records may be changed in place.
 */
export class Collection<V> extends Map<string, V> implements Keeper {
  readonly #records: Records;
  readonly #space: Space;
  readonly #partSpace: Space;
  readonly #packing: Packing<V>;
  readonly #places = new Map<string, number>();
  /** The pieces that are in the store, by record and by their key. */
  readonly #parts = new Map<string, Map<string, object>>();
  #nextPlace = 0;

  constructor(records: Records, name: string, packing: Packing<V> = {}) {
    super();
    this.#records = records;
    this.#space = records.store.space(name);
    this.#partSpace = records.store.space(`${name}\0parts`);
    this.#packing = packing;
    if (records.isKept) this.#load();
  }

  /** A record for somebody who does not change it. */
  peek(key: string): V | undefined {
    return super.get(key);
  }

  /** All records, likewise. */
  peekAll(): MapIterator<V> {
    return super.values();
  }

  override get(key: string): V | undefined {
    const value = super.get(key);
    if (value !== undefined) this.#touch(key);
    return value;
  }

  override set(key: string, value: V): this {
    super.set(key, value);
    this.#touch(key);
    return this;
  }

  override delete(key: string): boolean {
    const was = super.delete(key);
    if (was) this.#touch(key);
    return was;
  }

  override clear(): void {
    for (const key of [...super.keys()]) this.delete(key);
  }

  override forEach(use: (value: V, key: string, map: Map<string, V>) => void): void {
    for (const [key, value] of this) use(value, key, this);
  }

  override *entries(): MapIterator<[string, V]> {
    for (const entry of super.entries()) {
      this.#touch(entry[0]);
      yield entry;
    }
  }

  override *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  override [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  changes(key: string): Changes | undefined {
    const value = super.get(key);
    const writes: Write[] = [];
    const put = (space: Space, at: string, text: string | undefined) => {
      writes.push({ space, key: at, value: text });
    };
    const stored = toKey(key);
    const text = value === undefined ? undefined : toText([this.#placeOf(key), this.#pack(value)]);
    if (this.#space.get(stored) !== text) put(this.#space, stored, text);
    const known = this.#parts.get(key) ?? NO_PARTS;
    const now = new Map(value === undefined ? [] : this.#packing.parts?.(value));
    for (const [name, part] of now) {
      if (known.get(name) !== part) put(this.#partSpace, partKey(stored, name), toText(part));
    }
    for (const name of known.keys()) {
      if (!now.has(name)) put(this.#partSpace, partKey(stored, name), undefined);
    }
    if (writes.length === 0) return undefined;
    return { writes, done: () => this.#settle(key, now) };
  }

  #settle(key: string, parts: Map<string, object>): void {
    if (parts.size > 0) this.#parts.set(key, parts);
    else this.#parts.delete(key);
    if (!super.has(key)) this.#places.delete(key);
  }

  #pack(value: V): unknown {
    return this.#packing.pack ? this.#packing.pack(value) : value;
  }

  #placeOf(key: string): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#nextPlace);
    return this.#nextPlace++;
  }

  #touch(key: string): void {
    if (this.#records.isKept) this.#records.touch(this, key);
  }

  #load(): void {
    const loaded: { key: string; place: number; value: V }[] = [];
    const parts = this.#loadParts();
    const cursor = this.#space.range();
    while (cursor.next()) {
      const key = fromKey(cursor.key);
      const [place, data] = fromText(cursor.value) as Stored;
      const own = parts.get(key) ?? new Map<string, object>();
      const value = this.#packing.unpack ? this.#packing.unpack(data, own, key) : (data as V);
      loaded.push({ key, place, value });
      this.#parts.set(key, own);
    }
    for (const { key, place, value } of loaded.sort((a, b) => a.place - b.place)) {
      this.#places.set(key, place);
      super.set(key, value);
      this.#nextPlace = place + 1;
    }
  }

  #loadParts(): Map<string, Map<string, object>> {
    const parts = new Map<string, Map<string, object>>();
    const cursor = this.#partSpace.range();
    while (cursor.next()) {
      const [key = '', name = ''] = cursor.key.split('\0').map(fromKey);
      const own = parts.get(key) ?? new Map<string, object>();
      own.set(name, fromText(cursor.value) as object);
      parts.set(key, own);
    }
    return parts;
  }
}
