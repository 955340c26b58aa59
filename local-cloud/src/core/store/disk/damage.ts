import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { StoreFile } from './directory.ts';
import { FRAME } from './frames.ts';
import { readBatch } from './record.ts';

/** What became of the end of a file that is not sound to its last byte. */
export interface Unsound {
  /** Whether it is a write that its process's or machine's end cut off, which nobody was told of, and may be taken away. */
  readonly isTorn: boolean;
  /** How many batches behind the place can be read, which were acknowledged. */
  readonly batchesAfter: number;
}

const NOTHING = { name() {}, put() {}, delete() {}, drop() {} };

/**
 * Tells a write that was cut off from damage. A process writes at the end alone: what it was cut off in lacks bytes, or
 * they are zeros where the machine lost power, and nothing follows. That is in the last log; versions that took eight zeros
 * for an empty batch left them where they were, and began another.
 *
 * @param sound how many bytes of the file are sound
 * @param isLast whether nothing was written after the file
 */
export async function examine(
  { path: file, kind }: StoreFile,
  sound: number,
  isLast: boolean,
): Promise<Unsound> {
  const rest = (await readFile(file)).subarray(sound);
  const batchesAfter = countBatches(rest);
  const isZeros = rest.every((byte) => byte === 0);
  const lacksBytes = rest.length < FRAME || rest.length < FRAME + rest.readUInt32LE(0);
  // All bytes are there, and it is their number that is damaged.
  const isWhole = rest.length > FRAME && crc32(rest.subarray(FRAME)) === rest.readUInt32LE(4);
  const isCutOff = isZeros || (lacksBytes && !isWhole && batchesAfter === 0);
  const isFromBefore = isZeros && rest.length % FRAME === 0;
  return { isTorn: kind === 'log' && (isLast ? isCutOff : isFromBefore), batchesAfter };
}

function countBatches(bytes: Buffer): number {
  let count = 0;
  for (let at = 1; at + FRAME < bytes.length; at += 1) {
    const length = bytes.readUInt32LE(at);
    const batch = bytes.subarray(at + FRAME, at + FRAME + length);
    // The checksum last: it costs the most.
    if (
      length === 0 ||
      batch.length < length ||
      !isBatch(batch) ||
      crc32(batch) !== bytes.readUInt32LE(at + 4)
    )
      continue;
    count += 1;
    at += FRAME + length - 1;
  }
  return count;
}

function isBatch(bytes: Buffer): boolean {
  try {
    readBatch(bytes, NOTHING);
    return true;
  } catch {
    return false;
  }
}
