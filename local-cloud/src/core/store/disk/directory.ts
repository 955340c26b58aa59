import { closeSync, fsyncSync, openSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Why a folder can't be a store's, in words for whoever named it. */
export class StoreError extends Error {}

/** A file of a store: snapshots hold all there was, logs what came after; their numbers tell the order. */
export interface StoreFile {
  readonly path: string;
  readonly number: number;
  readonly kind: 'log' | 'snapshot';
}

const NAME = /^(\d{8})\.(log|snapshot)$/;

export const fileIn = (folder: string, number: number, kind: StoreFile['kind']): string =>
  path.join(folder, `${String(number).padStart(8, '0')}.${kind}`);

/**
 * The files a store is read from, oldest first: its newest snapshot and the logs after it. What is older, or was never
 * finished, is removed.
 */
export async function filesOf(folder: string): Promise<StoreFile[]> {
  const names = await readdir(folder);
  const files = names
    .flatMap((name) => {
      const [, number, kind] = NAME.exec(name) ?? [];
      return kind
        ? [{ path: path.join(folder, name), number: Number(number), kind: kind as StoreFile['kind'] }]
        : [];
    })
    .sort((a, b) => a.number - b.number);
  const newest = files.findLast(({ kind }) => kind === 'snapshot')?.number ?? -1;
  for (const name of names) {
    if (name.endsWith('.unfinished')) await rm(path.join(folder, name), { force: true });
  }
  for (const file of files) {
    if (file.number < newest) await rm(file.path, { force: true });
  }
  return files.filter(({ number }) => number >= newest);
}

/** Makes sure that a folder's list of files is on disk; not every system can. */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      // A folder that is open can't be removed on Windows.
      closeSync(fd);
    }
  } catch {
    // Windows does so with no folder; its file systems keep their lists by themselves.
  }
}
