import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../core/error-code.ts';
import { BLOB_FILE, ZIP_FILE } from '../core/files.ts';
import { StoreError } from '../core/store/disk/directory.ts';
import { lockFolder } from '../core/store/disk/folder-lock.ts';
import { CommandError } from './command-error.ts';

/** The folder of a project's state, in the project's own. */
const PROJECT_FOLDER = '.local-cloud';

/** What local-cloud writes into a folder: anything else there, or in the folders below, is somebody else's. */
const OURS: readonly (readonly [folder: string, names: RegExp])[] = [
  ['', /^\d{8}\.(log|snapshot)(\.unfinished|\.damaged)?$/],
  ['s3', BLOB_FILE],
  ['lambda', /^arriving$/],
  ['lambda/code', ZIP_FILE],
];

/**
 * Where state is kept: in the folder that was named, or the project's, which is made where it is missing, and which no
 * version control sees.
 *
 * @throws CommandError where it can't be made
 */
export function stateFolder(cwd: string, named: string | undefined): string {
  if (named !== undefined) return path.resolve(cwd, named);
  const folder = path.join(cwd, PROJECT_FOLDER);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    if (errorCode(error) !== 'EEXIST' || !existsSync(path.join(folder, '.gitignore')))
      throw new CommandError(
        `${folder} can't be made: ${String(error)}. --ephemeral keeps everything in memory.`,
      );
  }
  return folder;
}

/** Whether a folder has anything that a cloud kept there. */
export const hasState = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => /^\d{8}\.(log|snapshot)$/.test(name));

/**
 * Does something with a folder that no cloud has meanwhile.
 *
 * @throws CommandError where one has it
 */
export async function withLocked<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  let unlock: () => void;
  try {
    mkdirSync(folder, { recursive: true });
    unlock = await lockFolder(folder);
  } catch (error) {
    if (error instanceof StoreError) throw new CommandError(error.message);
    throw new CommandError(`${folder} can't be used: ${error instanceof Error ? error.message : error}`);
  }
  try {
    return await work();
  } finally {
    unlock();
  }
}

/** `local-cloud reset`: empties the folder of a project's state, or the one that is named. */
export async function reset(named: string | undefined): Promise<void> {
  const folder = named === undefined ? path.resolve(PROJECT_FOLDER) : path.resolve(named);
  if (!existsSync(folder)) {
    process.stdout.write(`There is nothing to empty: ${folder} is not there.\n`);
    return;
  }
  await withLocked(folder, () => removeState(folder));
  process.stdout.write(`${folder} is empty: the next start begins anew.\n`);
}

/**
 * `local-cloud repair`: makes a damaged folder one that a cloud starts with, as it was before the damage.
 *
 * @throws CommandError where that can't be, or a cloud has the folder
 */
export async function repair(named: string | undefined): Promise<void> {
  const folder = named === undefined ? path.resolve(PROJECT_FOLDER) : path.resolve(named);
  if (!hasState(folder)) throw new CommandError(`There is nothing to repair: ${folder} has no state.`);
  const { repairStore } = await import('../core/store/disk/repair.ts');
  const repaired = await withLocked(folder, () => repairStore(folder)).catch((error: unknown) => {
    throw error instanceof StoreError ? new CommandError(error.message) : error;
  });
  if (repaired === undefined) return void process.stdout.write(`${folder} is sound.\n`);
  if (repaired === 'snapshot')
    throw new CommandError(
      `${folder} can't be repaired: its snapshot is damaged, on which all else builds. Import an export, or begin anew: local-cloud reset.`,
    );
  const { file, byte, lost, aside } = repaired;
  const writes = lost === 1 ? 'A later write' : `${lost} later writes`;
  const givenUp = lost > 0 ? ` ${writes} that could be read ${lost === 1 ? 'is' : 'are'} given up.` : '';
  process.stdout.write(
    `${file} ends at byte ${byte} now, where its damage began: the next start has what was before.${givenUp} The files as they were: ${aside.join(', ')}\n`,
  );
}

/** Removes what a cloud kept in a folder, and leaves what somebody else has there. */
export function removeState(folder: string): void {
  for (const [below, names] of OURS) {
    const place = path.join(folder, below);
    for (const name of isFolder(place) ? readdirSync(place) : []) {
      if (names.test(name)) rmSync(path.join(place, name), { recursive: true, maxRetries: 3 });
    }
  }
  for (const [below] of OURS.slice(1).toReversed()) {
    const place = path.join(folder, below);
    if (isFolder(place) && readdirSync(place).length === 0) rmdirSync(place);
  }
}

const isFolder = (place: string): boolean =>
  statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
