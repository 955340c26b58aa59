/** Signals by which a terminal, an editor or a process manager ends a program. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
    stop = () => {
      for (const name of SIGNALS) process.off(name, onSignal);
    };
  });
  return { signal, stop: () => stop() };
}
