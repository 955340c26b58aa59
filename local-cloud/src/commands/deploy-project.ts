import { spawn } from 'node:child_process';
import { CommandError } from './command-error.ts';
import type { Tool } from './tool/find-tool.ts';
import { createWorld } from './tool/world.ts';

export interface DeployOptions {
  /** The project's folder. */
  readonly cwd: string;
  readonly tool: Tool;
  readonly stage: string;
  readonly endpoint: string;
  /** Whether what the tool prints is shown as it comes; without it, it is only shown where the deployment fails. */
  readonly verbose: boolean;
  /** Whether the tool may reach other hosts than AWS's. */
  readonly allowNetwork?: boolean;
  /** Called with a line for whatever was arranged or left aside to make the tool work here. */
  readonly note?: (line: string) => void;
  /** Aborted, it ends the tool and every process of its. */
  readonly signal: AbortSignal;
}

/** Deploys a project with a Serverless Framework, unmodified. @throws CommandError with what the tool said */
export async function deployProject(options: DeployOptions): Promise<void> {
  const { cwd, tool, stage, verbose, note, signal } = options;
  const world = createWorld(options);
  const child = spawn(process.execPath, [tool.script, 'deploy', '--stage', stage], {
    cwd,
    env: world.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that compose's children end with it, and Ctrl-C reaches them through us alone.
    detached: true,
  });
  const stop = () => kill(child.pid);
  signal.addEventListener('abort', stop, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (verbose) process.stderr.write(text);
    });
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    if (code !== 0) {
      throw new CommandError(
        `${verbose ? '' : `${output.trim()}\n\n`}The deployment failed (sls deploy ended with ${code}).`,
      );
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    if (note) world.notes().forEach(note);
    world.close();
  }
}

/** Ends a process group; one that has ended already is fine. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // Nothing of the group is left.
  }
}
