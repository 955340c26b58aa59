import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../../error-code.ts';

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

/**
 * Takes a folder for this process. The lock of a process that is gone does not count.
 *
 * @returns what gives it back
 * @throws StoreError where another process has it
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeLock(file);
      held.add(file);
      return () => {
        held.delete(file);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      const [, pid, name = ''] = /^(\d*) ?(.*)/.exec(readFileSync(file, 'utf8')) ?? [];
      const owner = Number(pid);
      const isTaken = owner === process.pid ? held.has(file) : owner > 0 ? isRunning(owner) : isNew(file);
      if (attempt > 0 || isTaken)
        throw inUse(folder, file, name === '' ? `process ${owner}` : `${name} (process ${owner})`);
      rmSync(file, { force: true });
    }
  }
}

/** A lock without a process, as on a full disk, would keep out everybody. @throws the file system's error, EEXIST for one */
function writeLock(file: string): void {
  const fd = openSync(file, 'wx');
  try {
    writeFileSync(fd, `${process.pid} ${ownName()}\n`);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** Whether whoever made a lock may still be about to write into it. */
const isNew = (file: string): boolean => Date.now() - statSync(file).mtimeMs < 1000;

/** Files that this process has locked, to tell its own lock from that of an earlier process with its number. */
const held = new Set<string>();

/** `local-cloud up` for a command of ours, for others the program's name. */
function ownName(): string {
  const [, script = process.title, command = ''] = process.argv;
  const name = path.basename(script).replace(/\.[cm]?[jt]s$/, '');
  return name === 'local-cloud' ? `${name} ${command}`.trim() : name;
}

function inUse(folder: string, file: string, owner: string): StoreError {
  return new StoreError(
    `${folder} is in use by ${owner}. Stop that one, or choose another folder; if it is no local-cloud, remove ${file}.`,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Makes sure that a folder's list of files is on disk; not every system can. */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    fsyncSync(fd);
    closeSync(fd);
  } catch {
    // Windows opens no folders; its file systems keep their lists by themselves.
  }
}
