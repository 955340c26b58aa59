import { onEndRequest } from './end-request.ts';

/** Signals by which a terminal, an editor or a process manager ends a program. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves with the first signal that asks the program to end. A second one ends it at once, for whoever can't wait.
 *
 * @returns the promise, and `stop` to hand signals back to Node
 */
export function untilSignal(): { signal: Promise<NodeJS.Signals>; stop(): void } {
  let stop = () => {};
  const signal = new Promise<NodeJS.Signals>((resolve) => {
    let seen = false;
    const onSignal = (name: NodeJS.Signals) => {
      if (seen) process.exit(130);
      seen = true;
      resolve(name);
    };
    for (const name of SIGNALS) process.on(name, onSignal);
    onEndRequest(onSignal);
    stop = () => {
      for (const name of SIGNALS) process.off(name, onSignal);
    };
  });
  return { signal, stop: () => stop() };
}

/**
 * A signal that aborts where the process is asked to end, which then ends as it would have: for work inside a program of
 * someone else's.
 *
 * @returns the signal, and `release` for when the work is done
 */
export function abortedAtEnd(): { signal: AbortSignal; release(): void } {
  const aborter = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    release();
    aborter.abort();
    // Listeners of others decide for themselves; without any, Node would have ended the process.
    if (process.listenerCount(name) === 0) process.kill(process.pid, name);
  };
  const release = () => {
    for (const name of SIGNALS) process.off(name, onSignal);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return { signal: aborter.signal, release };
}
