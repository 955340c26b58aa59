import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { OWN_TREE } from '../../local-cloud/src/core/process-tree.ts';

let guardian: ChildProcess | undefined;

/** Has a process that was started with `OWN_TREE` end with this one, also where this one is killed. */
export function guard(child: ChildProcess): void {
  guardian ??= begin();
  const { stdin } = guardian;
  stdin?.write(`+${child.pid}\n`);
  child.once('exit', () => stdin?.write(`-${child.pid}\n`));
}

function begin(): ChildProcess {
  const file = fileURLToPath(new URL('./guardian.ts', import.meta.url));
  const begun = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), file], {
    stdio: ['pipe', 'ignore', 'inherit'],
    ...OWN_TREE,
  });
  begun.unref();
  (begun.stdin as Socket).unref();
  return begun;
}
