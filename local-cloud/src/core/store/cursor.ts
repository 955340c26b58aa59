import { type Leaf, placeAfter, placeOf } from './tree.ts';

/** Which entries, and which way: `gte <= key < lt`, after (or, reversed, before) the key of `from`. */
export interface RangeOptions {
  readonly gte?: string;
  readonly lt?: string;
  /** Exclusive place to go on from, in the direction of the range. */
  readonly from?: string;
  readonly reverse?: boolean;
}

/** What a cursor walks: leaves in order, and when to look for its place again. */
interface Walked<V> {
  readonly version: number;
  leafOf(key: string): Leaf<V>;
  lastLeaf(): Leaf<V>;
}

/**
 * Walks a range: `while (cursor.next()) use(cursor.key, cursor.value)`. What is added or removed on the way is met or not
 * by where it lies; nothing else is met twice or left out.
 */
export class Cursor<V> {
  key = '';
  value!: V;
  readonly #map: Walked<V>;
  readonly #options: RangeOptions;
  #leaf: Leaf<V> | undefined;
  #at = 0;
  #version = -1;
  #last: string | undefined;

  constructor(map: Walked<V>, options: RangeOptions) {
    this.#map = map;
    this.#options = options;
    this.#last = options.from;
  }

  next(): boolean {
    const { reverse = false, lt, gte } = this.#options;
    if (this.#version !== this.#map.version) this.#seek(reverse);
    else this.#at += reverse ? -1 : 1;
    if (reverse) {
      while (this.#leaf && this.#at < 0) {
        this.#leaf = this.#leaf.previous;
        this.#at = (this.#leaf?.keys.length ?? 0) - 1;
      }
    } else {
      while (this.#leaf && this.#at >= this.#leaf.keys.length) {
        this.#leaf = this.#leaf.next;
        this.#at = 0;
      }
    }
    const leaf = this.#leaf;
    if (!leaf) return false;
    const key = leaf.keys[this.#at]!;
    if (reverse ? gte !== undefined && key < gte : lt !== undefined && key >= lt) return false;
    this.key = key;
    this.value = leaf.values[this.#at]!;
    this.#last = key;
    return true;
  }

  #seek(reverse: boolean): void {
    const { gte, lt } = this.#options;
    const map = this.#map;
    const last = this.#last;
    this.#version = map.version;
    if (reverse) {
      // The greatest key below both the upper bound and the place to go on from.
      const below = last === undefined || (lt !== undefined && lt < last) ? lt : last;
      this.#leaf = below === undefined ? map.lastLeaf() : map.leafOf(below);
      this.#at = (below === undefined ? this.#leaf.keys.length : placeOf(this.#leaf.keys, below)) - 1;
      return;
    }
    if (last !== undefined && (gte === undefined || last >= gte)) {
      this.#leaf = map.leafOf(last);
      this.#at = placeAfter(this.#leaf.keys, last);
      return;
    }
    this.#leaf = map.leafOf(gte ?? '');
    this.#at = placeOf(this.#leaf.keys, gte ?? '');
  }
}
