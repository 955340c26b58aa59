import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { errorCode } from '../../error-code.ts';
import { hex } from '../../ids.ts';
import { StoreError } from './directory.ts';
import { doorPath, isAlive, type LockHolder, ownHolder, parseHolder } from './lock-holder.ts';

/** How often a holder gives a sign of life, in ms, for machines that can't ask its kernel. */
const SIGN_EVERY = 15_000;

/** How long after its last sign a holder on another machine counts as gone, in ms. */
const GONE_AFTER = 60_000;

/** Others that find a dead lock at the same moment may be faster. */
const ATTEMPTS = 5;

export interface LockOptions {
  /** Told where somebody else has taken the folder: this process was stopped for so long that it seemed gone. */
  readonly onLost?: (error: StoreError) => void;
  /** Default 15 s, in ms. */
  readonly signEvery?: number;
}

/**
 * Takes a folder for this process. The lock of a process that is gone does not count: on one machine, containers included,
 * the kernel tells by a local socket that the holder listens on; of a holder on another machine, a minute without a sign of life.
 *
 * @returns what gives it back
 * @throws StoreError where another process has it; the file system's error
 */
export async function lockFolder(folder: string, options: LockOptions = {}): Promise<() => void> {
  const file = path.join(folder, 'lock');
  const door = await openDoor(folder);
  try {
    const text = `${JSON.stringify(ownHolder(door.name))}\n`;
    for (let attempt = 1; ; attempt += 1) {
      const fd = writeLock(file, text);
      if (fd !== undefined) return holdLock({ file, fd, text }, door, options);
      await makeWay(folder, file, attempt === ATTEMPTS);
    }
  } catch (error) {
    door.close();
    throw error;
  }
}

/** @returns undefined where there is a lock already. A lock without a holder, as on a full disk, would keep out everybody. */
function writeLock(file: string, text: string): number | undefined {
  let fd: number;
  try {
    fd = openSync(file, 'wx');
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
  try {
    writeFileSync(fd, text);
    return fd;
  } catch (error) {
    closeSync(fd);
    rmSync(file, { force: true });
    throw error;
  }
}

function holdLock(
  { file, fd, text }: { readonly file: string; readonly fd: number; readonly text: string },
  door: Door,
  { onLost, signEvery = SIGN_EVERY }: LockOptions,
): () => void {
  const isOurs = () => read(file) === text;
  const release = (): void => {
    clearInterval(timer);
    closeSync(fd);
    if (isOurs()) rmSync(file, { force: true });
    door.close();
  };
  const timer = setInterval(() => {
    try {
      // The text as it is, whose time the file system then tells by its own clock.
      if (isOurs()) return void writeSync(fd, text, 0);
    } catch {
      // A file system that is away for a moment; the next sign may be given again.
      return;
    }
    clearInterval(timer);
    const by = parseHolder(read(file) ?? '');
    onLost?.(
      new StoreError(
        `${path.dirname(file)} was taken by ${by ? named(by) : 'somebody else'}, as this process gave no sign of life for ${GONE_AFTER / 1000} s: what changes now is not saved. Start anew.`,
      ),
    );
  }, signEvery).unref();
  return release;
}

/** Takes away the lock of a holder that is gone. @throws StoreError where it is not */
async function makeWay(folder: string, file: string, isLast: boolean): Promise<void> {
  const text = read(file);
  if (text === undefined) return;
  const holder = parseHolder(text);
  const alive = holder ? await isAlive(holder, folder) : undefined;
  const age = alive === undefined ? ageOf(folder, file) : 0;
  if (alive || isLast || (alive === undefined && age < (holder ? GONE_AFTER : 1000)))
    throw inUse(folder, file, holder, alive === undefined ? age : undefined);
  const aside = `${file}-${hex(8)}`;
  try {
    // At once: while it is waited for, others would take the lock of who was faster.
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || isHeld(error)) return;
    throw error;
  }
  // Somebody else may have been faster, and this is theirs.
  if (read(aside) !== text && !existsSync(file)) return renameSync(aside, file);
  rmSync(aside, { force: true });
  if (holder?.door !== undefined && path.basename(holder.door) === holder.door)
    rmSync(path.join(folder, holder.door), { force: true });
}

/** Windows' scanner looks at files for a moment; the lock is tried again. */
const isHeld = (error: unknown): boolean =>
  process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Since a file was last written, in ms, by the clock of its file system: another machine's may be set otherwise. */
function ageOf(folder: string, file: string): number {
  const probe = path.join(folder, `lock-${hex(8)}`);
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs - statSync(file).mtimeMs;
  } finally {
    rmSync(probe, { force: true });
  }
}

const named = ({ pid, name, host, since }: LockHolder): string =>
  `${name === '' ? 'a process' : name} (process ${pid}${host === undefined ? '' : ` on ${host}`}${since === undefined ? '' : `, since ${since}`})`;

function inUse(
  folder: string,
  file: string,
  holder: LockHolder | undefined,
  age: number | undefined,
): StoreError {
  const by = holder ? named(holder) : 'a process that does not say which';
  const seen =
    age === undefined || holder === undefined
      ? ''
      : ` It gave a sign of life ${Math.max(0, Math.round(age / 1000))} s ago, and counts as gone after ${GONE_AFTER / 1000} s without one.`;
  return new StoreError(
    `${folder} is in use by ${by}. Stop that one, or choose another folder; if it is no local-cloud, remove ${file}.${seen}`,
  );
}

interface Door {
  /** undefined where there can't be one: on file systems without sockets, for instance. */
  readonly name: string | undefined;
  close(): void;
}

async function openDoor(folder: string): Promise<Door> {
  const name = `lock-${hex(16)}`;
  const fd = process.platform === 'linux' ? openSync(folder, 'r') : undefined;
  const place = doorPath(path.join(folder, name), name, fd);
  let server: Server | undefined;
  const close = (): void => {
    // Takes the socket's file away, by a path that leads through the descriptor.
    server?.close();
    if (fd !== undefined) closeSync(fd);
  };
  if (place === undefined) return { name: undefined, close };
  server = createServer((socket) => socket.on('error', () => {}).destroy());
  try {
    await once(server.listen({ path: place, readableAll: true, writableAll: true }).unref(), 'listening');
    server.on('error', () => {});
    return { name, close };
  } catch {
    server = undefined;
    return { name: undefined, close };
  }
}
