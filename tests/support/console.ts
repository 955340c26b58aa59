import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { endTree } from '../../local-cloud/src/core/process-tree.ts';

const windows = process.platform === 'win32';
/** What Node.js makes of Ctrl-C, and of a window that is closed; SIGTERM is as tools of ours ask on Windows. */
const FROM_A_CONSOLE: readonly string[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const preload = fileURLToPath(new URL('windows-console.cjs', import.meta.url));

/** From where a program that a test started gets signals: its process group's terminal, or on Windows its console. */
export interface Console {
  /** What the program's environment needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Signals the program, and unless it is `alone` all that is in its group. */
  signal(child: ChildProcess, name: NodeJS.Signals, alone?: boolean): void;
}

/** @param options NODE_OPTIONS that the program is to have */
export const openConsole = (options = process.env.NODE_OPTIONS): Console =>
  windows ? consoleOfWindows(options) : terminal;

const terminal: Console = {
  environment: {},
  signal(child, name, alone) {
    if (alone) child.kill(name);
    else endTree(child.pid, name);
  },
};

function consoleOfWindows(options = ''): Console {
  const address = `\\\\.\\pipe\\tests-${randomUUID()}`;
  const programs = new Map<number, Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.setEncoding('utf8').once('data', (pid: string) => {
      programs.set(Number(pid), socket);
      socket.once('close', () => programs.delete(Number(pid)));
    });
  });
  server.listen({ path: address }).unref();
  return {
    environment: {
      TESTS_CONSOLE: address,
      // What is no Windows but played as one is one for programs of a chosen environment as well.
      ...Object.fromEntries(
        Object.entries(process.env).flatMap(([name, value = '']) =>
          name.startsWith('SIMULATED_') ? [[name, value]] : [],
        ),
      ),
      NODE_OPTIONS: `${options} --require "${preload.replaceAll('\\', '\\\\')}"`.trim(),
    },
    signal(child, name, alone) {
      // The others are words for an end at once.
      if (!FROM_A_CONSOLE.includes(name)) {
        if (alone) child.kill(name);
        else endTree(child.pid);
        return;
      }
      for (const [pid, socket] of programs) if (!alone || pid === child.pid) socket.write(`${name}\n`);
    },
  };
}
