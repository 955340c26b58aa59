import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { errorCode } from '../../error-code.ts';
import { hex } from '../../ids.ts';
import { isAlive, type LockHolder, parseHolder } from './lock-holder.ts';

/** How long after its last sign a holder on another machine counts as gone, in ms. */
export const GONE_AFTER = 60_000;

/**
 * Whoever takes a dead lock away gives it a name that begins so first. In place of it, it may come by the lock of somebody
 * who was faster. That one counts under this name, too: whoever then writes a lock looks for such, and withdraws.
 */
const ASIDE = 'lock.aside-';

/** A lock that is there. */
export interface Found {
  readonly file: string;
  readonly text: string;
  readonly holder: LockHolder | undefined;
  readonly isGone: boolean;
  /** Since its last sign of life, in ms, where that is what tells whether its holder is gone. */
  readonly age: number | undefined;
}

/** @returns undefined where it is not, or not any more */
export async function lookAt(folder: string, file: string): Promise<Found | undefined> {
  const text = read(file);
  if (text === undefined) return undefined;
  const holder = parseHolder(text);
  const alive = holder ? await isAlive(holder, folder) : undefined;
  if (alive !== undefined) return { file, text, holder, isGone: !alive, age: undefined };
  const age = ageOf(folder, file);
  return age === undefined
    ? undefined
    : { file, text, holder, isGone: age >= (holder ? GONE_AFTER : 1000), age };
}

export const asides = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(ASIDE))
    .map((name) => path.join(folder, name));

export const newAside = (folder: string): string => path.join(folder, `${ASIDE}${hex(8)}`);

/** Where somebody has a lock there by now, that one will withdraw, and this counts where it is. */
export function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
    rmSync(aside, { force: true });
  } catch (error) {
    const code = errorCode(error) ?? '';
    // Not every file system has links.
    if (!['EEXIST', 'ENOENT'].includes(code) && !existsSync(file)) renameSync(aside, file);
  }
}

/** @returns undefined where it is not there */
export function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Since a file was last written, in ms, by the clock of its file system: another machine's may be set otherwise.
 *
 * @returns undefined where it is gone: its holder may end at any time
 */
function ageOf(folder: string, file: string): number | undefined {
  const probe = path.join(folder, `lock-${hex(8)}`);
  try {
    writeFileSync(probe, '');
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    return written === undefined ? undefined : statSync(probe).mtimeMs - written;
  } finally {
    rmSync(probe, { force: true });
  }
}
