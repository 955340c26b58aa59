import { CommandError } from '../command-error.ts';
import { type Running, runningEndpoints } from '../running-endpoint.ts';

/** The exit code for when nothing runs that could be asked, as of `systemctl status`. */
export const NOTHING_RUNS = 3;

const DEFAULT_URL = 'http://localhost:4566';

/** How long an endpoint may take to say what it is, in ms: one that starts has connections wait until it serves. */
const PATIENCE = 5000;

export interface Endpoint {
  /** Without a slash at its end. */
  readonly url: string;
  readonly version: string;
  /** What it told of itself; undefined where it runs in a container, or as another user. */
  readonly told?: Running;
}

/**
 * The endpoint that a command is about: that of a port, of `AWS_ENDPOINT_URL`, of the project around this folder, or the one
 * on port 4566.
 *
 * @throws CommandError with exit code 3 where nothing answers there
 */
export async function findEndpoint(port: number | undefined): Promise<Endpoint> {
  const running = runningEndpoints(process.cwd());
  const { AWS_ENDPOINT_URL: given } = process.env;
  const url =
    port !== undefined
      ? `http://localhost:${port}`
      : // An empty variable is none, as for SDKs.
        given
        ? given.replace(/\/$/, '')
        : (running.find(({ isOfProject }) => isOfProject)?.url ?? DEFAULT_URL);
  const { version = '', pid } = await healthAt(url);
  // A process that was killed left its file behind, and another may have its pid, or its port, by now.
  const told = running.find((each) => each.pid === pid && portOf(each.url) === portOf(url));
  return { url, version, ...(told && { told }) };
}

interface Health {
  readonly edition?: string;
  readonly version?: string;
  readonly pid?: number;
}

async function healthAt(url: string): Promise<Health> {
  let late = false;
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(`${url}/_local-cloud/health`, { signal }).catch(() => {
    late = signal.aborted;
    return undefined;
  });
  const health = (await answer?.json().catch(() => undefined)) as Health | undefined;
  if (health?.edition === 'local-cloud') return health;
  if (late || signal.aborted)
    throw new CommandError(
      `What listens on ${url} gives no answer within ${PATIENCE / 1000} s: it is busy, stopped, or no local-cloud.`,
      NOTHING_RUNS,
    );
  throw new CommandError(
    answer
      ? `What answers on ${url} is no local-cloud. --port says on which one is.`
      : `Nothing answers on ${url}. Start one: npx local-cloud up, or npx local-cloud start.`,
    NOTHING_RUNS,
  );
}

const portOf = (url: string): string => new URL(url).port || '80';

/** Asks the endpoint something. @throws CommandError with what it answered, where that is an error */
export async function ask(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, init);
  if (answer.ok) return answer;
  throw refusal(url, answer.status, await answer.text());
}

/** What an endpoint answered, where that is an error, in words. */
export function refusal(url: string, status: number, text: string): CommandError {
  const said = /"(?:[Mm]essage)":\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
  return new CommandError(`${new URL(url).host} answered ${status}: ${said}`);
}

/** The regions that anything was ever asked for in. */
export async function regionsOf({ url }: Endpoint): Promise<string[]> {
  const answer = await ask(`${url}/_local-cloud/api/regions`, {});
  return ((await answer.json()) as { regions: string[] }).regions;
}
