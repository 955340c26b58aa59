import type { Cloud } from '../core/cloud.ts';
import { isErrno } from '../core/listen.ts';
import { closeInspectors, openInspectors } from '../services/lambda/inspector/inspectors.ts';
import { CommandError } from './command-error.ts';
import type { Reloader } from './reload/reloader.ts';
import { dim } from './request-line.ts';

export interface DebuggerOptions {
  readonly cloud: Cloud;
  readonly reloader: Reloader;
  readonly print: (line: string) => void;
  /** Of the first function; the others have the next. */
  readonly firstPort?: number;
}

/** What makes every function of a project one that a debugger can look into, and back. */
export class Debugger {
  readonly #options: DebuggerOptions;
  #isOn = false;

  constructor(options: DebuggerOptions) {
    this.#options = options;
  }

  async toggle(): Promise<void> {
    await (this.#isOn ? this.#turnOff() : this.turnOn());
  }

  /** @throws CommandError where no port could be had */
  async turnOn(): Promise<void> {
    const { cloud, reloader, print, firstPort } = this.#options;
    const names = reloader.functions();
    if (names.length === 0) {
      print('There is no function to debug.');
      return;
    }
    this.#isOn = true;
    const ports = await openInspectors(cloud, names, firstPort).catch((error: unknown) => {
      if (!isErrno(error, 'EADDRINUSE') && !isErrno(error, 'EACCES')) throw error;
      throw new CommandError(
        `No port from ${firstPort} on could be had for a debugger: --inspect=PORT chooses another.`,
      );
    });
    await reloader.debug(true);
    const width = Math.max(...names.map((name) => name.length));
    const lines = names.map((name) => `  ${name.padEnd(width)}  127.0.0.1:${ports.get(name)}`);
    print(['', 'Debuggers attach to (docs/debugging.md)', ...lines, ''].join('\n'));
  }

  async #turnOff(): Promise<void> {
    const { cloud, reloader, print } = this.#options;
    this.#isOn = false;
    await closeInspectors(cloud);
    await reloader.debug(false);
    print(dim('Functions run without a debugger again.'));
  }
}
