import { once } from 'node:events';
import { closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { errorCode } from '../../error-code.ts';
import { hex } from '../../ids.ts';
import { StoreError } from './directory.ts';
import { asides, type Found, GONE_AFTER, lookAt, newAside, putBack, read } from './lock-file.ts';
import { doorPath, type LockHolder, ownHolder, parseHolder } from './lock-holder.ts';

/** How often a holder gives a sign of life, in ms, for machines that can't ask its kernel. */
const SIGN_EVERY = 15_000;

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
      if (fd === undefined) {
        await makeWay(folder, file, attempt >= ATTEMPTS);
        continue;
      }
      const lock = { folder, file, fd, text };
      let other: Found | undefined;
      try {
        other = await otherAside(folder, text);
        if (!other && isThere(lock)) return holdLock(lock, door, options);
      } catch (error) {
        withdraw(lock);
        throw error;
      }
      withdraw(lock);
      if (other && attempt >= ATTEMPTS) throw inUse(folder, other);
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

interface OwnLock {
  readonly folder: string;
  readonly file: string;
  readonly fd: number;
  readonly text: string;
}

/** Whether our lock is in its place, or, which somebody's mistake is, aside: then it is put back. */
function isThere({ folder, file, text }: OwnLock): boolean {
  if (read(file) === text) return true;
  const aside = asides(folder).find((place) => read(place) === text);
  if (aside !== undefined) putBack(aside, file);
  return aside !== undefined;
}

/** Takes our lock away, wherever it is. Its file may come back from aside meanwhile, hence the last look. */
function withdraw({ folder, file, fd, text }: OwnLock): void {
  closeSync(fd);
  const removeOurs = (place: string): void => {
    if (read(place) === text) rmSync(place, { force: true });
  };
  removeOurs(file);
  for (const aside of asides(folder)) removeOurs(aside);
  removeOurs(file);
}

function holdLock(lock: OwnLock, door: Door, { onLost, signEvery = SIGN_EVERY }: LockOptions): () => void {
  const { file, fd, text } = lock;
  const release = (): void => {
    clearInterval(timer);
    withdraw(lock);
    door.close();
  };
  const timer = setInterval(() => {
    try {
      // The text as it is, whose time the file system then tells by its own clock.
      if (isThere(lock)) return void writeSync(fd, text, 0);
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

/** The lock of somebody who lives that another took away by mistake; those of the gone are removed. */
async function otherAside(folder: string, own: string): Promise<Found | undefined> {
  for (const place of asides(folder)) {
    const found = await lookAt(folder, place);
    if (!found || found.text === own) continue;
    if (!found.isGone) return found;
    rmSync(place, { force: true });
  }
  return undefined;
}

/** Takes away the lock of a holder that is gone. @throws StoreError where it is not */
async function makeWay(folder: string, file: string, isLast: boolean): Promise<void> {
  const found = await lookAt(folder, file);
  if (!found) return;
  if (!found.isGone || isLast) throw inUse(folder, found);
  const aside = newAside(folder);
  try {
    // At once: while it is waited for, others would take the lock of who was faster.
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || isHeld(error)) return;
    throw error;
  }
  // Somebody else may have been faster, and this is theirs.
  if (read(aside) !== found.text) return putBack(aside, file);
  rmSync(aside, { force: true });
  const door = found.holder?.door;
  if (door !== undefined && path.basename(door) === door) rmSync(path.join(folder, door), { force: true });
}

/** Windows' scanner looks at files for a moment; the lock is tried again. */
const isHeld = (error: unknown): boolean =>
  process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');

const named = ({ pid, name, host, since }: LockHolder): string =>
  `${name === '' ? 'a process' : name} (process ${pid}${host === undefined ? '' : ` on ${host}`}${since === undefined ? '' : `, since ${since}`})`;

function inUse(folder: string, { file, holder, age }: Found): StoreError {
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
