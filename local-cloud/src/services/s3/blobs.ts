import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { hex } from '../../core/ids.ts';

/** Bytes in a file that never change. Objects and parts refer to them, several to the same one after a copy. */
export interface Blob {
  readonly file: string;
  readonly size: number;
}

/**
 * The files behind the objects. Bytes stream into a temporary name that becomes the file's own once they are complete
 * and verified; a file goes when nothing refers to it and nobody reads it any more.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #holders = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param verify called with all bytes written; if it throws, nothing remains. The caller holds the result. */
  async write(source: AsyncIterable<Buffer>, verify: () => void = () => {}): Promise<Blob> {
    await mkdir(this.#folder, { recursive: true });
    const file = path.join(this.#folder, hex(32));
    const temporary = `${file}.part`;
    let size = 0;
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        size += chunk.length;
        yield chunk;
      }
    }
    try {
      await writeFile(temporary, counted(), { flag: 'wx' });
      verify();
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
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
        await rm(file, { force: true });
      }
    }
  }

  /** The bytes `start` to `end` (both inclusive) of the blobs, one after another. They are held until the stream ends. */
  read(blobs: readonly Blob[], start: number, end: number): Readable {
    this.hold(blobs);
    const stream = Readable.from(pieces(blobs, start, end), { objectMode: false });
    stream.once('close', () => void this.release(blobs));
    return stream;
  }
}

async function* pieces(blobs: readonly Blob[], start: number, end: number): AsyncGenerator<Buffer> {
  let offset = 0;
  for (const { file, size } of blobs) {
    const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, size - 1)];
    offset += size;
    if (from <= to) yield* createReadStream(file, { start: from, end: to, highWaterMark: 256 * 1024 });
  }
}
