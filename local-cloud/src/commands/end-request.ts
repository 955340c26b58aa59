import { connect, createServer } from 'node:net';
import { endTree } from '../core/process-tree.ts';

const windows = process.platform === 'win32';

/** Named by the process that listens there. What others than its own user may not is write into it. */
const pipeOf = (pid: number): string => `\\\\.\\pipe\\local-cloud-end-${pid}`;

/**
 * Asks a program of ours to end as a signal would. Windows has no signals: what is called by their names there ends a process
 * at once, with its temporary files left and its children running. A pipe takes their place.
 */
export async function askToEnd(pid: number, signal: NodeJS.Signals): Promise<void> {
  if (!windows) {
    process.kill(pid, signal);
    return;
  }
  await new Promise<void>((resolve) => {
    const socket = connect({ path: pipeOf(pid) });
    // One that listens no more, or not yet, is ended with all that it started.
    socket.once('error', () => {
      endTree(pid);
      resolve();
    });
    socket.once('close', () => resolve());
    socket.end(`${signal}\n`);
  });
}

/**
 * Listens for `askToEnd` where there are no signals.
 *
 * @param onSignal called with the signal's name
 */
export function onEndRequest(onSignal: (signal: NodeJS.Signals) => void): void {
  if (!windows) return;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.setEncoding('utf8').once('data', (text: string) => onSignal(text.trim() as NodeJS.Signals));
    socket.resume();
  });
  // Without it, whoever asks ends the process at once, as before.
  server.once('error', () => {});
  server.listen({ path: pipeOf(process.pid) }).unref();
}

/** Does what a signal to this process does: on Windows, `process.kill` would end it in the middle of whatever it does. */
export function signalSelf(signal: NodeJS.Signals): void {
  if (!process.emit(signal, signal)) process.kill(process.pid, signal);
}
