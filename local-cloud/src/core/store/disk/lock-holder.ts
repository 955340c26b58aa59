import { closeSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { errorCode } from '../../error-code.ts';

/** Who has a folder, as the lock in it says. */
export interface LockHolder {
  readonly pid: number;
  /** The command, e.g. `local-cloud up`. */
  readonly name: string;
  readonly host?: string;
  /** When it took the folder, in ISO 8601. */
  readonly since?: string;
  /** The running kernel: containers on it share it, a machine that was started anew is another. */
  readonly machine?: string;
  /** Inside which a pid means something: a container has numbers of its own. */
  readonly pids?: string;
  /** When the process began, in the kernel's own count, where that tells. */
  readonly began?: string;
  /** Name of the local socket that the holder listens on; the kernel closes it with the process, whatever ends that. */
  readonly door?: string;
}

/** This process, as a holder. @param door see there */
export const ownHolder = (door: string | undefined): LockHolder => ({
  pid: process.pid,
  name: ownName(),
  host: hostname(),
  since: new Date().toISOString(),
  machine: machine(),
  pids: pidNamespace(),
  began: beginningOf('self'),
  door,
});

/** @returns undefined for a text that says nothing of a holder, as of a lock that is being written */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<LockHolder>;
    if (typeof holder.pid === 'number' && typeof holder.name === 'string') return holder as LockHolder;
  } catch {
    // Perhaps as an earlier version wrote it.
  }
  const [, pid, name = ''] = /^(\d+) ?(.*)/.exec(text) ?? [];
  return Number(pid) > 0 ? { pid: Number(pid), name } : undefined;
}

/**
 * Whether a holder lives, as far as this machine's kernel can tell.
 *
 * @returns undefined where it can't: the holder is on another machine
 */
export async function isAlive(holder: LockHolder, folder: string): Promise<boolean | undefined> {
  const { pid, machine: itsMachine, pids, began, door } = holder;
  // Of an earlier version, which told its pid alone.
  if (itsMachine === undefined) return isRunning(pid);
  if (itsMachine !== machine()) return undefined;
  const answered = door === undefined ? undefined : await answersAt(path.join(folder, door), door);
  if (answered !== undefined) return answered;
  if (pids !== pidNamespace()) return undefined;
  return isRunning(pid) && beginningOf(pid) === began;
}

/**
 * Where a local socket is listened on: Windows has a space of names for those; elsewhere it is a file, whose path may be no
 * longer than some hundred bytes, which Linux lets us go around.
 *
 * @param folderFd an open descriptor of the folder
 * @returns undefined where the path is too long
 */
export function doorPath(file: string, name: string, folderFd: number | undefined): string | undefined {
  if (process.platform === 'win32') return `\\\\.\\pipe\\local-cloud-${name}`;
  if (process.platform === 'linux' && folderFd !== undefined) return `/proc/self/fd/${folderFd}/${name}`;
  // What macOS takes, which is less than others do.
  return Buffer.byteLength(file) < 104 ? file : undefined;
}

/** @returns undefined where that can't be known, as of another user's */
async function answersAt(file: string, name: string): Promise<boolean | undefined> {
  const fd = process.platform === 'linux' ? openSync(path.dirname(file), 'r') : undefined;
  const place = doorPath(file, name, fd);
  try {
    if (place === undefined) return undefined;
    return await new Promise((resolve) => {
      const socket = connect(place, () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', (error) => {
        const code = errorCode(error);
        // EAGAIN: it lives, and has too many callers.
        if (code === 'EAGAIN') resolve(true);
        else resolve(code === 'ECONNREFUSED' || code === 'ENOENT' ? false : undefined);
      });
    });
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function machine(): string {
  return textOf('/proc/sys/kernel/random/boot_id') ?? hostname();
}

function pidNamespace(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

/** Field 22 of its `stat`, behind a name that may have spaces and parentheses. */
const beginningOf = (pid: number | 'self'): string | undefined =>
  textOf(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')[19];

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** `local-cloud up` for a command of ours, for others the program's name. */
function ownName(): string {
  const [, script = process.title, command = ''] = process.argv;
  const name = path.basename(script).replace(/\.[cm]?[jt]s$/, '');
  return name === 'local-cloud' ? `${name} ${command}`.trim() : name;
}
