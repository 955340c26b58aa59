import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { StoreError } from './directory.ts';

/** In front of each batch in a file: its length and its checksum. */
export const FRAME = 8;

/** What a file of batches begins with. */
export const MAGIC = Buffer.from('local-cloud store 1\n');

const OTHER_FORMAT = /^local-cloud store \d+\n/;

const READ_BYTES = 4 * 1024 * 1024;

export function writeFrame(bytes: Buffer): void {
  bytes.writeUInt32LE(bytes.length - FRAME, 0);
  bytes.writeUInt32LE(crc32(bytes.subarray(FRAME)), 4);
}

/**
 * Reads a file's batches in their order, up to the first that is not whole.
 *
 * @returns how many bytes of the file are sound, and how many it has
 * @throws StoreError for a file of another kind
 */
export async function readFrames(
  file: string,
  use: (batch: Buffer) => void,
): Promise<{ sound: number; size: number }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    let rest = Buffer.alloc(0);
    let sound = 0;
    let read = 0;
    while (true) {
      const lacking = sound === 0 ? 0 : needed(rest) - rest.length;
      // No length that the file has no bytes for: it may be damaged, and say gigabytes.
      if (lacking > size - read) return { sound, size };
      const chunk = Buffer.allocUnsafe(Math.max(READ_BYTES, lacking));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, read);
      if (bytesRead === 0) return { sound, size };
      read += bytesRead;
      rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      if (sound === 0) {
        if (rest.length < MAGIC.length) continue;
        if (!rest.subarray(0, MAGIC.length).equals(MAGIC))
          throw new StoreError(
            `${file} ${OTHER_FORMAT.test(rest.toString('latin1', 0, 40)) ? 'is of a format that this local-cloud does not know: update local-cloud, or choose another folder' : 'is no file of a store'}`,
          );
        sound = MAGIC.length;
        rest = rest.subarray(MAGIC.length);
      }
      while (rest.length >= FRAME && rest.length >= needed(rest)) {
        const batch = rest.subarray(FRAME, needed(rest));
        // Zeros have the checksum of nothing; no batch is empty.
        if (batch.length === 0 || crc32(batch) !== rest.readUInt32LE(4)) return { sound, size };
        use(batch);
        sound += needed(rest);
        rest = rest.subarray(needed(rest));
      }
    }
  } finally {
    await handle.close();
  }
}

const needed = (bytes: Buffer): number => (bytes.length < FRAME ? FRAME : FRAME + bytes.readUInt32LE(0));
