import { type ChildProcess, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endTree } from '../../../core/process-tree.ts';

/** Ends a process and everything in the process group it leads. Nothing to end is fine. */
export function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  endTree(child.pid, 'SIGKILL');
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
}

/**
 * Ends what is left of an environment whose process is gone: its group, and what left the group. Those are told by the log
 * stream in their environment, which no other environment has; where there is no /proc they stay.
 */
export function killAll(child: ChildProcess, logStreamName: string): void {
  killGroup(child);
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`=${logStreamName}\0`)) {
        process.kill(pid, 'SIGKILL');
      }
    } catch {
      // Gone in the meantime, or of another user.
    }
  }
}

/**
 * The largest resident set a running process ever had, from the outside: for a process that can't be asked
 * any more.
 * @returns KB; undefined where there is no /proc, or no process
 */
export function peakMemoryKb(child: ChildProcess | undefined): number | undefined {
  if (process.platform !== 'linux' || child?.pid === undefined) return undefined;
  try {
    const [, kb] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    return kb === undefined ? undefined : Number(kb);
  } catch {
    return undefined;
  }
}

/**
 * What a running process has in memory, as the system's own tool tells where there is no /proc: for the end of one that
 * answers no more, not for what happens often.
 *
 * @returns KB; undefined where no such tool is, or no process
 */
export function residentKb({ pid }: Pick<ChildProcess, 'pid'>): number | undefined {
  if (pid === undefined) return undefined;
  const windows = process.platform === 'win32';
  const tasklist = path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'tasklist.exe');
  const [command, args] = windows
    ? [tasklist, ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']]
    : ['ps', ['-o', 'rss=', '-p', String(pid)]];
  const options = { encoding: 'utf8', timeout: 2000, windowsHide: true } as const;
  // "node.exe","4711","Console","1","45,678 K", with the thousands as the user's language has them.
  const [, size] =
    /([\d.,\s\u00a0\u202f]+?)(?: K")?\s*$/.exec(spawnSync(command, args, options).stdout ?? '') ?? [];
  const kb = Number(size?.replace(/\D/g, ''));
  return kb > 0 ? kb : undefined;
}
