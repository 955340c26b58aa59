import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import type { MemorySpace } from '../memory-store.ts';
import type { Write } from '../store.ts';
import { FRAME, MAGIC, writeFrame } from './frames.ts';
import { BatchBytes } from './record.ts';

/**
 * The log a store appends to. A batch is with the operating system when `append` returns, and outlives the process from
 * then on; it is on the disk itself shortly after.
 */
export class LogFile {
  readonly #fd: number;
  readonly #ids = new Map<MemorySpace, number>();
  readonly #batch = new BatchBytes();
  #length: number;
  #syncing = false;
  #dirty = false;
  #broken: unknown;

  /**
   * @param file a new one
   * @throws the file system's error, with no file left
   */
  constructor(file: string) {
    this.#fd = openSync(file, 'wx');
    try {
      writeSync(this.#fd, MAGIC);
    } catch (error) {
      closeSync(this.#fd);
      rmSync(file, { force: true });
      throw error;
    }
    this.#length = MAGIC.length;
  }

  get length(): number {
    return this.#length;
  }

  /** @throws the file system's error, with nothing appended */
  append(writes: readonly Write[]): void {
    // A frame of nothing would look like zeros that a loss of power left.
    if (writes.length === 0) return;
    this.#batch.reset(FRAME);
    const named: MemorySpace[] = [];
    for (const { space, key, value } of writes) {
      const id = this.#idOf(space as MemorySpace, named);
      if (value === undefined) this.#batch.delete(id, key);
      else this.#batch.put(id, key, value);
    }
    this.#write(named);
  }

  drop(space: MemorySpace): void {
    this.#batch.reset(FRAME);
    const named: MemorySpace[] = [];
    this.#batch.drop(this.#idOf(space, named));
    this.#write(named);
    this.#ids.delete(space);
  }

  close(): void {
    if (this.#broken === undefined) fsyncSync(this.#fd);
    closeSync(this.#fd);
    // The descriptor's number may be another file's by the next write.
    this.#broken ??= new Error('The log is closed');
  }

  #idOf(space: MemorySpace, named: MemorySpace[]): number {
    const known = this.#ids.get(space);
    if (known !== undefined) return known;
    const id = this.#nextId;
    this.#nextId += 1;
    this.#ids.set(space, id);
    this.#batch.name(id, space.name);
    named.push(space);
    return id;
  }
  #nextId = 0;

  #write(named: readonly MemorySpace[]): void {
    if (this.#broken !== undefined) throw this.#broken;
    const { bytes } = this.#batch;
    writeFrame(bytes);
    try {
      for (let at = 0; at < bytes.length; ) {
        // Where it belongs, not where the last write ended: that may have been taken back.
        at += writeSync(this.#fd, bytes, at, bytes.length - at, this.#length + at);
      }
    } catch (error) {
      for (const space of named) this.#ids.delete(space);
      this.#takeBack(error);
      throw error;
    }
    this.#length += bytes.length;
    this.#sync();
  }

  /** Half a batch must not stay before the next one; a file that can't be cut takes no more. */
  #takeBack(error: unknown): void {
    try {
      ftruncateSync(this.#fd, this.#length);
    } catch {
      this.#broken = error;
    }
  }

  #sync(): void {
    this.#dirty = true;
    if (this.#syncing) return;
    this.#syncing = true;
    this.#dirty = false;
    fdatasync(this.#fd, () => {
      this.#syncing = false;
      if (this.#dirty && this.#broken === undefined) this.#sync();
    });
  }
}
