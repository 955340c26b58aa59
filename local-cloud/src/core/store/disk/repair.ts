import { copyFileSync, truncateSync } from 'node:fs';
import { moveInto } from '../../files.ts';
import { examine } from './damage.ts';
import { filesOf } from './directory.ts';
import { readFrames } from './frames.ts';

/** What was taken out of a store to make it one that can be opened. */
export interface Repaired {
  /** The file that was damaged, and where. */
  readonly file: string;
  readonly byte: number;
  /** Batches that could be read behind that place, in all files. */
  readonly lost: number;
  /** Where the files are now, as they were. */
  readonly aside: readonly string[];
}

/**
 * Keeps of a store, which nobody has open, what was written before its damage. What came later is put aside: without what is
 * damaged, it might be halves of something.
 *
 * @returns undefined where nothing is damaged; 'snapshot' where the damage is in what all else builds on
 * @throws StoreError for a file of another kind; the file system's error
 */
export async function repairStore(folder: string): Promise<Repaired | 'snapshot' | undefined> {
  const files = await filesOf(folder);
  for (const [index, each] of files.entries()) {
    const { path: file, kind } = each;
    const { sound, size } = await readFrames(file, () => {});
    if (sound === size) continue;
    const later = files.slice(index + 1);
    const { isTorn, batchesAfter } = await examine(each, sound, later.length === 0);
    if (isTorn) continue;
    if (kind === 'snapshot') return 'snapshot';
    let lost = batchesAfter;
    for (const { path } of later) await readFrames(path, () => (lost += 1));
    // The later ones first: of a repair that is cut off, the next then finds the damage.
    const aside: string[] = [];
    for (const { path } of later.toReversed()) {
      await moveInto(`${path}.damaged`, path);
      aside.push(`${path}.damaged`);
    }
    copyFileSync(file, `${file}.damaged`);
    truncateSync(file, sound);
    return { file, byte: sound, lost, aside: [`${file}.damaged`, ...aside.reverse()] };
  }
  return undefined;
}
