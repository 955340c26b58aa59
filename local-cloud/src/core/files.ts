import { cp, mkdtemp, realpath, rename, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from './error-code.ts';

/** How long a move is tried again for, in ms: scanners look at new files for a moment. */
const PATIENCE = 2000;

/** A new folder for temporary files, by its real path: macOS reaches its own through a link. */
export const temporaryFolder = async (prefix: string): Promise<string> =>
  realpath(await mkdtemp(path.join(tmpdir(), prefix)));

/**
 * Gives a file or folder that was just written its name. Windows refuses that while somebody has a file in it open, and
 * its scanner and its indexer do.
 */
export async function moveInto(place: string, from: string): Promise<void> {
  const since = performance.now();
  for (let wait = 10; ; wait *= 2) {
    try {
      return await rename(from, place);
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (!held || process.platform !== 'win32' || performance.now() - since > PATIENCE) throw error;
      await setTimeout(wait);
    }
  }
}

/**
 * Makes a symbolic link, or a copy where links aren't allowed: Windows lets only some users make any.
 *
 * @param to where it leads, from the folder it is in
 */
export async function makeLink(to: string, place: string): Promise<void> {
  try {
    await symlink(to, place);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
    await cp(path.resolve(path.dirname(place), to), place, { recursive: true });
  }
}

/**
 * Names of the files that records name, with those that were not finished. What else lies beside them in a folder that
 * somebody named is not ours to remove.
 */
export const BLOB_FILE = /^[0-9a-f]{40}(\.part)?$/;
export const ZIP_FILE = /^[0-9a-f]{64}\.zip(\.[0-9a-f]{8})?$/;
