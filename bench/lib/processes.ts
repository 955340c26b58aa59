import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { endTree, OWN_TREE } from '../../local-cloud/src/core/process-tree.ts';
import { guard } from './guarded.ts';

/** A server under measurement: a process group of its own. */
export class Server {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly startedAt = performance.now();
  /** From its start until it said that it was ready, in ms. */
  readyMs = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exited = once(child, 'exit');
  }

  /**
   * Starts a command and waits for a line that matches.
   *
   * @returns the server and the match
   * @throws Error with what the command printed, where it ends first
   */
  static async start(
    command: string,
    args: readonly string[],
    ready: RegExp,
    options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
  ): Promise<{ server: Server; match: RegExpExecArray }> {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...OWN_TREE,
    });
    guard(child);
    const server = new Server(child);
    let output = '';
    const match = await new Promise<RegExpExecArray>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          const found = ready.exec(output);
          if (found) resolve(found);
        });
      }
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`)),
      );
    });
    server.readyMs = performance.now() - server.startedAt;
    return { server, match };
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Memory of the process and all its descendants, in MB: proportional set size, so that shared pages count once. */
  memoryMb(): number {
    return familyOf(this.pid).reduce((sum, pid) => sum + pssKb(pid), 0) / 1024;
  }

  /** Processor time of the process so far, in µs; counted in hundredths of a second. */
  processorMicros(): number {
    try {
      const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10_000;
    } catch {
      return Number.NaN;
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) endTree(this.pid, 'SIGINT');
    await this.#exited;
  }
}

function familyOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      // The name in parentheses may hold anything; the parent's id is the second field after it.
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      parents.set(Number(entry), Number(fields[1]));
    } catch {
      // The process ended while the list was read.
    }
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && pid > 1 && isOurs(parents.get(pid)));
  return [...parents.keys()].filter(isOurs);
}

function pssKb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
