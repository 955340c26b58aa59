import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { moveInto } from '../core/files.ts';
import { StoreError } from '../core/store/disk/directory.ts';
import { DiskStore } from '../core/store/disk/disk-store.ts';
import { type Entry, entriesIn, readArchive, writeArchive } from './archive.ts';
import { CommandError } from './command-error.ts';
import { namedByRecords } from './named-by-records.ts';
import { hasState, removeState, stateFolder, withLocked } from './state-folder.ts';

/** The name of the store's own file in an archive. */
const STATE = 'state';
/** Files that records name. */
const FILES = /^(s3\/[0-9a-f]+|lambda\/code\/[0-9a-f]{64}\.zip)$/;

/**
 * `local-cloud export FILE`: all that a folder keeps, in one file without a path of this machine in it.
 *
 * @throws CommandError where there is nothing, a cloud has the folder, or a function's code is not in it
 */
export async function exportState(file: string, dataDir: string | undefined): Promise<void> {
  const folder = path.resolve(dataDir ?? '.local-cloud');
  if (!hasState(folder)) throw new CommandError(`There is nothing to export: ${folder} has no state.`);
  const named = await compact(folder);
  await withLocked(folder, async () => {
    const state = (await readdir(folder))
      .filter((name) => name.endsWith('.snapshot'))
      .sort()
      .at(-1);
    if (state === undefined) throw new CommandError(`${folder} can't be read: it has no snapshot.`);
    const entries: Entry[] = [
      { name: STATE, file: path.join(folder, state) },
      ...(await entriesIn(path.join(folder, 's3'), 's3')),
      ...(await entriesIn(path.join(folder, 'lambda', 'code'), 'lambda/code')),
    ].filter(({ name }) => name === STATE || named.has(path.posix.basename(name)));
    await writeWhole(path.resolve(file), entries);
  });
  process.stdout.write(`${file} has the state of ${folder}. Elsewhere: local-cloud import ${file}\n`);
}

async function writeWhole(file: string, entries: readonly Entry[]): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await writeArchive(unfinished, entries);
    await moveInto(file, unfinished);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new CommandError(`${file} can't be written: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * Brings the store into one file.
 *
 * @returns the names of files that its records name
 * @throws CommandError where it can't be, or has what another machine would not find
 */
async function compact(folder: string): Promise<ReadonlySet<string>> {
  const store = await DiskStore.open(folder).catch((error: unknown) => {
    if (error instanceof StoreError) throw new CommandError(error.message);
    throw error;
  });
  try {
    const { files, mounted } = namedByRecords(store);
    if (mounted.length > 0) {
      throw new CommandError(
        `The code of ${mounted.join(', ')} is a folder of this machine, which others don't have. Deploy without mounting it (custom.localstack.lambda.mountCode), and export then.`,
      );
    }
    await store.compact();
    return files;
  } finally {
    await store.close();
  }
}

/**
 * `local-cloud import FILE`: what was exported, into a folder that is empty.
 *
 * @throws CommandError where it is not, or the file is none that `export` wrote; then the folder stays empty
 */
export async function importState(file: string, named: string | undefined): Promise<void> {
  if (!existsSync(file)) throw new CommandError(`${file} is not there.`);
  const folder = stateFolder(process.cwd(), named);
  await withLocked(folder, async () => {
    if (hasState(folder)) {
      throw new CommandError(`${folder} has state already. Empty it first: local-cloud reset`);
    }
    const arriving = path.join(folder, 'lambda', 'arriving');
    // What an import left that was cut off.
    removeState(folder);
    await mkdir(arriving, { recursive: true });
    try {
      await readArchive(file, (name) => placeOf(name, arriving));
      for (const [from, to] of [
        ['s3', 's3'],
        ['lambda/code', 'lambda/code'],
        [STATE, '00000001.snapshot'],
      ] as const) {
        const source = path.join(arriving, from);
        if (!existsSync(source)) continue;
        await moveInto(path.join(folder, to), source);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(`${file} can't be imported: ${reason}.`);
    } finally {
      await rm(arriving, { recursive: true, force: true, maxRetries: 3 });
    }
  });
  process.stdout.write(`${folder} has the state of ${file}: the next start begins with it.\n`);
}

const placeOf = (name: string, folder: string): string | undefined =>
  name === STATE || FILES.test(name) ? path.join(folder, name) : undefined;
