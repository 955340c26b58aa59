import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { errorCode } from '../../../core/error-code.ts';

const inflateRaw = promisify(zlib.inflateRaw);

/** A file, folder or link in a zip. */
export interface ZipEntry {
  readonly name: string;
  /** Unix mode bits, type included; 0 where the zip was made without them. */
  readonly mode: number;
  readonly size: number;
  readonly content: () => Promise<Buffer>;
}

/** The zip can't be read. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const MADE_ON_UNIX = 3;

/**
 * The entries of a zip by its central directory. Written here because mode bits are only there, and Lambda keeps them
 * (executables in layers), while the libraries at hand drop them. Zips above 4 GB are far above Lambda's limits.
 *
 * @throws what `isZipDamage` knows
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(zip: Buffer): ZipEntry[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  for (let offset = zip.readUInt32LE(end + 16), i = 0; i < count; i += 1) {
    if (zip.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new ZipError('The central directory is damaged.');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => zip.readUInt16LE(offset + at));
    entries.push(readEntry(zip, offset, nameLength!));
    offset += 46 + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

/** Whether an error, of this module or of a Buffer read beyond its end, means that the zip is damaged. */
export const isZipDamage = (error: unknown): boolean =>
  error instanceof ZipError ||
  ['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS'].includes(errorCode(error) ?? '');

function findEnd(zip: Buffer): number {
  const earliest = Math.max(0, zip.length - 22 - 0xffff);
  for (let offset = zip.length - 22; offset >= earliest; offset -= 1) {
    if (zip.readUInt32LE(offset) === END_OF_DIRECTORY) return offset;
  }
  throw new ZipError('There is no central directory.');
}

function readEntry(zip: Buffer, offset: number, nameLength: number): ZipEntry {
  const madeBy = zip.readUInt8(offset + 5);
  const method = zip.readUInt16LE(offset + 10);
  const crc = zip.readUInt32LE(offset + 16);
  const compressedSize = zip.readUInt32LE(offset + 20);
  const size = zip.readUInt32LE(offset + 24);
  const attributes = zip.readUInt32LE(offset + 38);
  const header = zip.readUInt32LE(offset + 42);
  return {
    name: zip.toString('utf8', offset + 46, offset + 46 + nameLength),
    mode: madeBy === MADE_ON_UNIX ? attributes >>> 16 : 0,
    size,
    async content() {
      if (zip.readUInt32LE(header) !== LOCAL_HEADER) throw new ZipError('A file header is damaged.');
      const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
      const stored = zip.subarray(start, start + compressedSize);
      const content = await decompress(stored, method, size);
      if (content.length !== size || zlib.crc32(content) !== crc) throw new ZipError('A file is damaged.');
      return content;
    },
  };
}

async function decompress(stored: Buffer, method: number, size: number): Promise<Buffer> {
  if (method === 0) return stored;
  if (method !== 8) throw new ZipError(`Compression method ${method} is not supported.`);
  // The limit keeps a zip that lies about its sizes from filling the memory.
  return inflateRaw(stored, { maxOutputLength: Math.max(size, 1) }).catch((error: Error) => {
    throw new ZipError(error.message);
  });
}
