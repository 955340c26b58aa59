import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, watch } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { askToEnd } from '../end-request.ts';
import { SIGNALS } from '../foreground.ts';

/** What the endpoint's process tells the one that started it, once it serves what it was asked for. */
export interface Ready {
  readonly ready: true;
  readonly url: string;
}

/** Tells a process that detached us that all is served; then nothing ties the two together. */
export function tellReady(url: string): void {
  // Whoever was killed meanwhile is told nothing: a channel that is closed already makes both calls errors.
  if (!process.send || !process.connected) return;
  process.send({ ready: true, url } satisfies Ready, () => process.connected && process.disconnect());
}

/**
 * `--detach`: runs a command in a process of its own and comes back when that serves, or failed. What it prints goes into a
 * file, and is shown meanwhile.
 *
 * @param args of the command, without `--detach`
 */
export async function detach(args: readonly string[]): Promise<void> {
  const folder = path.join(homedir(), '.local-cloud', 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${new Date().toISOString().replace(/\W/g, '')}-${process.pid}.log`);
  const output = openSync(file, 'a');
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...args], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const shown = new Shown(file);
  // Until it serves, Ctrl-C is for it, which is in no terminal's process group to get it.
  let isEnding = false;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      isEnding = true;
      if (child.pid !== undefined) void askToEnd(child.pid, signal);
    });
  const ready = await new Promise<Ready | number>((resolve, reject) => {
    child.once('message', (message) => isEnding || resolve(message as Ready));
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', reject);
  });
  shown.end();
  if (typeof ready === 'number') {
    process.exitCode = ready;
    return;
  }
  child.unref();
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  process.stdout.write(
    `It runs in the background, pid ${child.pid}: ${ready.url}\nWhat it prints is in ${file}. npx local-cloud stop ends it.\n`,
  );
}

/** A file shown as it grows. */
class Shown {
  readonly #file: number;
  readonly #watcher;
  readonly #buffer = Buffer.alloc(64 * 1024);

  constructor(file: string) {
    this.#file = openSync(file, 'r');
    this.#watcher = watch(file, () => this.#show());
  }

  end(): void {
    this.#watcher.close();
    this.#show();
    closeSync(this.#file);
  }

  #show(): void {
    for (;;) {
      const length = readSync(this.#file, this.#buffer);
      if (length === 0) return;
      process.stdout.write(Buffer.from(this.#buffer.subarray(0, length)));
    }
  }
}
