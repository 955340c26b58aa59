import { type Item, itemSize } from '../values/index.ts';

/** Before an item's JSON: its size in three bytes, and whether all of it is ASCII. */
const HEADER = 4;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is of bytes, not of text
const ASCII = /^[\x00-\x7f]*$/;

/**
 * An item as the store has it: its JSON in UTF-8, a character a byte, behind a header with its size. It is parsed only
 * when somebody looks into it; most reads only pass it on.
 */
export class StoredItem {
  readonly packed: string;
  #item: Item | undefined;

  constructor(packed: string, item?: Item) {
    this.packed = packed;
    this.#item = item;
  }

  /** @param size in bytes as DynamoDB counts them, where it is known */
  static of(item: Item, size = itemSize(item)): StoredItem {
    const text = JSON.stringify(item);
    const ascii = ASCII.test(text);
    const header = String.fromCharCode(size >>> 16, (size >>> 8) & 255, size & 255, ascii ? 1 : 0);
    return new StoredItem(header + (ascii ? text : utf8Bytes(text)), item);
  }

  get item(): Item {
    this.#item ??= parsePacked(this.packed);
    return this.#item;
  }

  get size(): number {
    return sizeOfPacked(this.packed);
  }
}

/** Bytes, as DynamoDB counts them. */
export const sizeOfPacked = (packed: string): number =>
  (packed.charCodeAt(0) << 16) | (packed.charCodeAt(1) << 8) | packed.charCodeAt(2);

/** The item's JSON in UTF-8, a character a byte. */
export const bytesOfPacked = (packed: string): string => packed.slice(HEADER);

export function parsePacked(packed: string): Item {
  const bytes = packed.slice(HEADER);
  return JSON.parse(packed.charCodeAt(3) === 1 ? bytes : Buffer.from(bytes, 'latin1').toString('utf8'));
}

const utf8Bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
