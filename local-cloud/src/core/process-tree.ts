import { spawnSync } from 'node:child_process';
import path from 'node:path';

const windows = process.platform === 'win32';

/**
 * Options of `spawn` for a program that `endTree` is to end: in a process group of its own, so that Ctrl-C reaches it through us
 * alone. Windows has no groups; there a detached program gets a window, and outlives us.
 */
export const OWN_TREE = { detached: !windows, windowsHide: true } as const;

/**
 * Ends a program that was started with `OWN_TREE`, and all that it started. Nothing left to end is fine.
 *
 * @param signal what each gets; Windows, which has no signals, ends them at once
 */
export function endTree(pid: number | undefined, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (pid === undefined) return;
  if (windows) {
    const taskkill = path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    spawnSync(taskkill, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
