import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/**
 * Files in one file: a tar archive, as POSIX has it (ustar), under gzip. Names are relative and have slashes, whatever the
 * machine.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
 */
const BLOCK = 512;

/** What a header has at which place, in bytes. */
const NAME = 100;
const SIZE = { at: 124, length: 12 };
const SUM = { at: 148, length: 8 };

export interface Entry {
  /** At most 100 ASCII characters. */
  readonly name: string;
  readonly file: string;
}

/** Every file in a folder and the folders in it, as entries. */
export async function entriesIn(folder: string, prefix: string): Promise<Entry[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = found.map(async (entry): Promise<Entry[]> => {
    const [name, file] = [`${prefix}/${entry.name}`, path.join(folder, entry.name)];
    return entry.isDirectory() ? entriesIn(file, name) : [{ name, file }];
  });
  return (await Promise.all(nested)).flat();
}

/** @throws the file system's error; what was written of the archive is left */
export const writeArchive = (file: string, entries: readonly Entry[]): Promise<void> =>
  pipeline(Readable.from(bytesOf(entries), { objectMode: false }), createGzip(), createWriteStream(file));

async function* bytesOf(entries: readonly Entry[]): AsyncGenerator<Buffer> {
  for (const { name, file } of entries) {
    const { size } = await stat(file);
    yield header(name, size);
    if (size > 0) yield* createReadStream(file, { end: size - 1 });
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function header(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(BLOCK);
  bytes.write(name, 0, NAME, 'latin1');
  // Mode, owner and group, size, time: those of nobody and no time, so that the same state makes the same archive.
  for (const [at, value, digits] of [
    [100, 0o644, 7],
    [108, 0, 7],
    [116, 0, 7],
    [SIZE.at, size, 11],
    [136, 0, 11],
  ] as const) {
    bytes.write(value.toString(8).padStart(digits, '0'), at, 'latin1');
  }
  bytes.write('0', 156, 'latin1');
  bytes.write('ustar\x0000', 257, 'latin1');
  bytes.write(`${sumOf(bytes).toString(8).padStart(6, '0')}\0 `, SUM.at, 'latin1');
  return bytes;
}

/** The sum of a header's bytes, of which its own are taken as blanks. */
const sumOf = (bytes: Buffer): number =>
  bytes.reduce((sum, byte, at) => sum + (at >= SUM.at && at < SUM.at + SUM.length ? 0x20 : byte), 0);

/**
 * Writes the files of an archive.
 *
 * @param place where a file of a name goes; undefined for a name that has no business here
 * @throws Error for a file that is no archive, or not a whole one, or that has other names
 */
export async function readArchive(file: string, place: (name: string) => string | undefined): Promise<void> {
  const source = createGunzip();
  const compressed = createReadStream(file).once('error', (error) => source.destroy(error));
  compressed.pipe(source);
  const blocks = new Blocks(source[Symbol.asyncIterator]() as AsyncIterator<Buffer>);
  for (;;) {
    const bytes = await blocks.take(BLOCK);
    if (bytes.every((byte) => byte === 0)) return;
    if (number(bytes, SUM) !== sumOf(bytes)) throw new Error('it is damaged');
    const name = bytes.toString('latin1', 0, NAME).replace(/\0.*$/, '');
    const target = place(name);
    if (target === undefined) throw new Error(`"${name}" is in it`);
    await mkdir(path.dirname(target), { recursive: true });
    const size = number(bytes, SIZE);
    const handle = await open(target, 'wx');
    try {
      for (let left = size; left > 0; ) {
        const piece = await blocks.some(left);
        await handle.writeFile(piece);
        left -= piece.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await blocks.take((BLOCK - (size % BLOCK)) % BLOCK);
  }
}

const number = (bytes: Buffer, { at, length }: { at: number; length: number }): number =>
  Number.parseInt(bytes.toString('latin1', at, at + length).replace(/[\0 ]+$/, ''), 8);

/** A stream's bytes, as many as are asked for. */
class Blocks {
  readonly #source: AsyncIterator<Buffer>;
  #rest = Buffer.alloc(0);

  constructor(source: AsyncIterator<Buffer>) {
    this.#source = source;
  }

  /** So many bytes, or fewer, but at least one. */
  async some(most: number): Promise<Buffer> {
    if (this.#rest.length === 0) await this.#fill();
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async take(count: number): Promise<Buffer> {
    while (this.#rest.length < count) await this.#fill();
    const bytes = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return bytes;
  }

  async #fill(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) throw new Error('it ends too early');
    this.#rest = Buffer.concat([this.#rest, value]);
  }
}
