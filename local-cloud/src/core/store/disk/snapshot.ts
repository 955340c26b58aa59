import { open } from 'node:fs/promises';
import path from 'node:path';
import { moveInto } from '../../../core/files.ts';
import { timeSlice } from '../../time-slice.ts';
import type { MemorySpace } from '../memory-store.ts';
import { syncFolder } from './directory.ts';
import { FRAME, MAGIC, writeFrame } from './frames.ts';
import { BatchBytes } from './record.ts';

const BATCH_BYTES = 256 * 1024;

/**
 * Writes all that is in a store to a file, while it is being changed: entries are as they are when they are come by. Read
 * with the log that was begun before it, it makes the store as it was at the end of that log, as the log's writes say
 * what is there, not what changes.
 *
 * @returns its length in bytes
 */
export async function writeSnapshot(spaces: readonly MemorySpace[], file: string): Promise<number> {
  const unfinished = `${file}.unfinished`;
  const handle = await open(unfinished, 'w');
  const batch = new BatchBytes();
  let length = 0;
  const flush = async () => {
    if (batch.length === FRAME) return;
    writeFrame(batch.bytes);
    await handle.writeFile(batch.bytes);
    length += batch.length;
    batch.reset(FRAME);
  };
  try {
    await handle.writeFile(MAGIC);
    const slice = timeSlice(32);
    batch.reset(FRAME);
    for (const [id, space] of spaces.entries()) {
      batch.name(id, space.name);
      const cursor = space.range();
      while (cursor.next()) {
        batch.put(id, cursor.key, cursor.value);
        if (batch.length > BATCH_BYTES) await flush();
        if (slice.isOver()) await slice.next();
      }
    }
    await flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
  await moveInto(file, unfinished);
  syncFolder(path.dirname(file));
  return length;
}
