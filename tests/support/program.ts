import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { OWN_TREE } from '../../local-cloud/src/core/process-tree.ts';
import { openConsole } from './console.ts';
import { processesOf } from './processes.ts';

const localCloudCommand = fileURLToPath(new URL('../../local-cloud/bin/local-cloud.mjs', import.meta.url));

/** A program that runs until it is told to end, in a process group of its own as a terminal would have it. */
export interface Program {
  readonly pid: number;
  /** stdout and stderr as they came. */
  output(): string;
  /** Waits until what was printed matches. @throws Error with the output where the program ends first */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal to the whole group, as Ctrl-C does; to one that has ended, nothing. */
  signal(name: NodeJS.Signals): void;
  /** Sends a signal to the first process alone. */
  signalAlone(name: NodeJS.Signals): void;
  /** Resolves when it ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The command lines of what is left of it. */
  processes(): Promise<string[]>;
}

export function startProgram(
  command: string,
  args: readonly string[],
  options: {
    cwd?: string;
    environment?: Readonly<Record<string, string | undefined>>;
    /** `ours` for the process group of the tests, in which only `signalAlone` reaches it. */
    group?: 'own' | 'ours';
  } = {},
): Program {
  const console = openConsole(options.environment?.NODE_OPTIONS);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.environment, ...console.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.group !== 'ours' && OWN_TREE),
  });
  const pid = child.pid ?? 0;
  let output = '';
  let over = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      child.emit('output');
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => {
    over = true;
    child.emit('output');
    return code ?? signal;
  });
  return {
    pid,
    ended,
    output: () => output,
    async printed(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (over) throw new Error(`${command} ended without printing ${pattern}:\n${output}`);
        await once(child, 'output');
      }
    },
    signal: (name) => {
      if (!over) console.signal(child, name);
    },
    signalAlone: (name) => {
      if (!over) console.signal(child, name, true);
    },
    processes: () => processesOf(pid),
  };
}

/** The `local-cloud` command, by default in no project's folder, whose tools it would tell of itself. */
export const startLocalCloudCommand = (
  args: readonly string[],
  options: Parameters<typeof startProgram>[2] = {},
): Program => startProgram(process.execPath, [localCloudCommand, ...args], { cwd: tmpdir(), ...options });
