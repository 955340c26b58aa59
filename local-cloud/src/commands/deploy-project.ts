import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { endTree, OWN_TREE } from '../core/process-tree.ts';
import type { Tool } from './tool/find-tool.ts';
import type { ReportChannel } from './tool/report-channel.ts';
import { createWorld } from './tool/world.ts';

export interface DeployOptions {
  /** The project's folder. */
  readonly cwd: string;
  readonly tool: Tool;
  readonly stage: string;
  /** Parameters, which a configuration reads as `${param:name}`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly endpoint: string;
  /** Whether what the tool prints is shown as it comes. */
  readonly verbose: boolean;
  /** Whether the tool may reach other hosts than AWS's. */
  readonly allowNetwork?: boolean;
  /** Called with a line for whatever was arranged or left aside to make the tool work here. */
  readonly note?: (line: string) => void;
  /** Where the tool's processes tell how they get on. */
  readonly channel: ReportChannel;
  /** Names of the services of a composed project to deploy, where the others are there already. */
  readonly only?: readonly string[];
  /** Aborted, it ends the tool and every process of its. */
  readonly signal: AbortSignal;
}

/** How long pipes are read on that a process of another group holds, in ms. */
const LEFT_OPEN = 1000;

/**
 * Deploys a project with a Serverless Framework, unmodified.
 *
 * @returns the tool's exit code, and what it printed
 * @throws the signal's reason once that is aborted
 */
export async function deployProject(
  options: DeployOptions,
): Promise<{ code: number | null; output: string }> {
  const { cwd, tool, stage, params = {}, verbose, note, channel, only, signal } = options;
  const world = createWorld(options);
  const given = Object.entries(params).map(([name, value]) => `--param=${name}=${value}`);
  const child = spawn(process.execPath, [tool.script, 'deploy', '--stage', stage, ...given], {
    cwd,
    env: {
      ...world.environment,
      ...channel.environment,
      ...(only && { LOCAL_CLOUD_ONLY: only.join(',') }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Compose's children end with it.
    ...OWN_TREE,
  });
  const stop = () => endTree(child.pid);
  signal.addEventListener('abort', stop, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (verbose) process.stderr.write(text);
    });
  }
  try {
    const closed = new Promise((resolve) => child.once('close', resolve));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    // What the tool left running would hold its pipes open.
    stop();
    await Promise.race([closed, setTimeout(LEFT_OPEN, undefined, { ref: false })]);
    await channel.idle();
    signal.throwIfAborted();
    return { code, output };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    if (note) world.notes().forEach(note);
    world.close();
  }
}
