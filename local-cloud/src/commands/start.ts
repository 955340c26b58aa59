import { showActivity } from './activity.ts';
import { tellReady } from './client/detach.ts';
import { startEndpoint } from './endpoint.ts';
import { untilSignal } from './foreground.ts';
import { runInitHooks } from './init-hooks.ts';
import type { LogMode } from './logs/log-mode.ts';
import { tellOfEndpoint } from './running-endpoint.ts';

export interface StartOptions {
  readonly port?: number;
  readonly host?: string;
  /** Where state is kept for the next start; by default it ends with the endpoint. */
  readonly dataDir?: string;
  readonly verbose: boolean;
  /** Whose functions' logs are shown. */
  readonly logs: LogMode;
  /** Whether functions get LocalStack's variables as well; `up` finds out by itself where they are wanted. */
  readonly localstackVariables?: boolean;
  /** Whether a Node.js that a function's runtime names is installed where this machine has none. */
  readonly exactRuntimes?: boolean;
}

/** `local-cloud start`: the endpoint alone, until a signal ends it. */
export async function start(options: StartOptions): Promise<void> {
  const { signal } = untilSignal();
  const cloud = await startEndpoint({
    ...options,
    ...showActivity((text) => void process.stdout.write(`${text}\n`), {
      ...options,
      logs: { mode: options.logs },
    }),
  });
  const seconds = (performance.now() / 1000).toFixed(2);
  const host = options.host ?? 'localhost';
  const stopTelling = tellOfEndpoint(
    process.cwd(),
    options.host ? cloud.endpoint : `http://localhost:${cloud.port}`,
  );
  process.stdout.write(
    `local-cloud is ready on http://${host}:${cloud.port} (${seconds} s). Ctrl-C stops it.\n`,
  );
  const aborter = new AbortController();
  const initialised = runInitHooks({
    ...{ cwd: process.cwd(), endpoint: cloud.endpoint, signal: aborter.signal },
    region: process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || undefined,
    print: (line) => void process.stdout.write(`${line}\n`),
  });
  tellReady(`http://${host}:${cloud.port}`);
  await signal;
  aborter.abort();
  stopTelling();
  await initialised;
  await cloud.close();
}
