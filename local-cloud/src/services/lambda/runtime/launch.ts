import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { bootstrapPath } from './bootstrap-path.ts';
import { UnsupportedRuntimeError } from './errors.ts';
import type { FunctionSpec } from './types.ts';

/** @throws UnsupportedRuntimeError for anything but nodejs */
export function assertSupportedRuntime(runtime: string): void {
  if (!/^nodejs\d+\.x$/.test(runtime)) throw new UnsupportedRuntimeError(runtime);
}

/**
 * Starts the process of an execution environment. It leads its own process group, so that ending the group
 * ends what the function started. Standard error goes into the pipe of standard output: two pipes would lose
 * the order of lines. Only a shell can join them (Node has no dup2); it is replaced by the runtime at once
 * and keeps its process id.
 * @param prefix what `dyingWithParent` gave
 */
export function launch(spec: FunctionSpec, env: Record<string, string>, prefix: string[]): ChildProcess {
  const optRoot = spec.layerRoot ? [spec.layerRoot] : [];
  const runtime = [bootstrapPath(), spec.endpointUrl, ...optRoot];
  const command = [process.execPath, ...nodeFlags(spec.memorySize), ...runtime];
  const joined = ['/bin/sh', '-c', 'exec "$@" 2>&1', 'sh', ...prefix, ...command];
  const [file = '', ...args] = process.platform === 'win32' ? command : joined;
  return spawn(file, args, {
    cwd: spec.taskRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

const DIE_WITH_PARENT = ['/usr/bin/setpriv', '--pdeathsig', 'KILL'];
let dieWithParent: Promise<string[]> | undefined;

/**
 * The runtime client ends itself when its connection breaks, which it can't see inside an endless loop. Where
 * the system can tie a process to its parent (Linux, with util-linux), it does.
 * @returns what to put before the command
 */
export function dyingWithParent(): Promise<string[]> {
  if (process.platform !== 'linux') return Promise.resolve([]);
  const [file = '', ...args] = DIE_WITH_PARENT;
  dieWithParent ??= promisify(execFile)(file, [...args, 'true']).then(
    () => DIE_WITH_PARENT,
    () => [],
  );
  return dieWithParent;
}

/**
 * The flags of Lambda's own start script: 90 % of the memory for old objects, 5 % for each half of the young
 * ones, header blocks up to 80 KB. The young space stops at V8's default of 16 MB, since this memory is the
 * user's own machine's.
 */
function nodeFlags(memorySize: number): string[] {
  return [
    '--max-http-header-size=81920',
    `--max-semi-space-size=${Math.min(16, Math.max(1, Math.floor(memorySize * 0.05)))}`,
    `--max-old-space-size=${Math.floor(memorySize * 0.9)}`,
  ];
}
