import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { BLOB_FILE, moveInto } from '../../core/files.ts';
import { hex } from '../../core/ids.ts';
import type { Records } from '../../core/records/records.ts';

/** Bytes in a file that never change. Objects and parts refer to them, several to the same one after a copy. */
export interface Blob {
  /** Its name in the folder of blobs. */
  readonly file: string;
  readonly size: number;
}

/**
 * The files behind the objects. Bytes stream into a temporary name that becomes the file's own once they are complete
 * and verified; a file goes when nothing refers to it and nobody reads it any more.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #records: Records;
  readonly #holders = new Map<string, number>();
  /** What the names of this run's files begin with. */
  readonly #run = hex(8);

  constructor(folder: string, records: Records) {
    this.#folder = folder;
    this.#records = records;
  }

  /** Removes the files of earlier runs that nothing refers to: what was being written, or removed, when one was killed. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const orphans = names.filter(
      (name) => BLOB_FILE.test(name) && !name.startsWith(this.#run) && !this.#holders.has(name),
    );
    for (const name of orphans) await rm(this.#path(name), { force: true });
  }

  /** @param verify called with all bytes written; if it throws, nothing remains. The caller holds the result. */
  async write(source: AsyncIterable<Buffer>, verify: () => void = () => {}): Promise<Blob> {
    await mkdir(this.#folder, { recursive: true });
    const file = `${this.#run}${hex(32)}`;
    const temporary = this.#path(`${file}.part`);
    let size = 0;
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        size += chunk.length;
        yield chunk;
      }
    }
    const handle = await open(temporary, 'wx');
    try {
      await writeFile(handle, counted());
      verify();
      await moveInto(this.#path(file), temporary);
    } catch (error) {
      await handle.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await this.#finish(handle);
    this.#holders.set(file, 1);
    return { file, size };
  }

  hold(blobs: readonly Blob[]): void {
    for (const { file } of blobs) this.#holders.set(file, (this.#holders.get(file) ?? 0) + 1);
  }

  async release(blobs: readonly Blob[]): Promise<void> {
    for (const { file } of blobs) {
      const holders = (this.#holders.get(file) ?? 1) - 1;
      if (holders > 0) {
        this.#holders.set(file, holders);
      } else {
        this.#holders.delete(file);
        await this.#records.afterwards(() => rm(this.#path(file), { force: true }));
      }
    }
  }

  /** The bytes `start` to `end` (both inclusive) of the blobs, one after another. They are held until the stream ends. */
  read(blobs: readonly Blob[], start: number, end: number): Readable {
    this.hold(blobs);
    const stream = Readable.from(this.#pieces(blobs, start, end), { objectMode: false });
    stream.once('close', () => void this.release(blobs));
    return stream;
  }

  async *#pieces(blobs: readonly Blob[], start: number, end: number): AsyncGenerator<Buffer> {
    let offset = 0;
    for (const { file, size } of blobs) {
      const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, size - 1)];
      offset += size;
      if (from > to) continue;
      yield* createReadStream(this.#path(file), { start: from, end: to, highWaterMark: 256 * 1024 });
    }
  }

  #path(file: string): string {
    return path.join(this.#folder, file);
  }

  /** What is kept is on the disk itself shortly after, as the store's own log is; nobody waits for it. */
  async #finish(handle: FileHandle): Promise<void> {
    if (!this.#records.isKept) return handle.close();
    void handle
      .datasync()
      .catch(() => undefined)
      .finally(() => handle.close());
  }
}
