import type { Cursor, RangeOptions } from './cursor.ts';

/**
 * A part of a store: texts by key, in the order of the keys. Keys and values are strings of char codes 0 to 255, so that
 * a character is a byte in memory and on disk.
 */
export interface Space {
  /** Unique in its store; by convention a path such as `dynamodb/us-east-1/tables`. */
  readonly name: string;
  readonly size: number;
  get(key: string): string | undefined;
  /** Walks keys in order; what is written meanwhile is met or not by where it lies. */
  range(options?: RangeOptions): Cursor<string>;
}

/** One change: without a value, the key is removed. */
export interface Write {
  readonly space: Space;
  readonly key: string;
  readonly value: string | undefined;
}

/**
 * Where services keep their state. Reads and writes are synchronous: what is written is kept, all of a batch or nothing
 * of it, when `write` returns (on disk: whatever then becomes of the process).
 */
export interface Store {
  /** The space of that name, made on first use. */
  space(name: string): Space;
  /** The names of the spaces that begin so and hold anything. */
  spaces(prefix: string): string[];
  /** @throws the file system's error, with nothing changed */
  write(batch: readonly Write[]): void;
  /** Empties a space, whatever its size at once. */
  drop(space: Space): void;
  close(): Promise<void>;
}
