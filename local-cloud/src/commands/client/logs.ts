import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { CommandError } from '../command-error.ts';
import { scopedTo } from '../region-request.ts';
import { dim } from '../request-line.ts';
import { ask, type Endpoint, findEndpoint } from './find-endpoint.ts';
import { type DeployedFunction, findFunction } from './find-function.ts';

export interface LogsOptions {
  readonly port?: number;
  /** Whether to go on with what comes, until a signal ends it. */
  readonly follow: boolean;
  /** `30s`, `10m`, `2h`, `1d`: how far back to begin. */
  readonly since: string;
  readonly json: boolean;
}

interface LogEvent {
  readonly eventId: string;
  readonly timestamp: number;
  readonly message: string;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `local-cloud logs`: what a function wrote, oldest first, a line an event. */
export async function logs(name: string, options: LogsOptions): Promise<void> {
  const startTime = Date.now() - millisecondsOf(options.since);
  const endpoint = await findEndpoint(options.port);
  const found = await findFunction(endpoint, name);
  // Asked for before what there is, so that nothing is missed in between.
  const stream = options.follow ? await openStream(endpoint, found) : undefined;
  const shown = new Set<string>();
  const show = (event: LogEvent) => {
    if (shown.has(event.eventId)) return;
    process.stdout.write(`${options.json ? JSON.stringify(event) : lineOf(event)}\n`);
  };
  for await (const event of eventsSince(startTime, endpoint, found)) {
    show(event);
    shown.add(event.eventId);
  }
  if (stream === undefined) return;
  try {
    for await (const line of createInterface({ input: stream })) {
      // The stream's other fields say what kind of event it is, and there is only one.
      if (line.startsWith('data: ['))
        for (const event of JSON.parse(line.slice(6)) as LogEvent[]) show(event);
    }
  } catch (error) {
    // An endpoint that ends closes its connections, and this answer breaks off.
    if (!stream.errored) throw error;
  }
  throw new CommandError(`${endpoint.url} has ended.`);
}

const groupOf = ({ FunctionName, LoggingConfig }: DeployedFunction): string =>
  LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`;

async function openStream({ url }: Endpoint, found: DeployedFunction): Promise<Readable> {
  const query = new URLSearchParams({ log: `${found.region}:${groupOf(found)}` });
  const { body } = await ask(`${url}/_local-cloud/api/stream?${query}`, {});
  return Readable.fromWeb(body as ReadableStream<Uint8Array>);
}

async function* eventsSince(
  startTime: number,
  { url }: Endpoint,
  found: DeployedFunction,
): AsyncGenerator<LogEvent> {
  let nextToken: string | undefined;
  do {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        ...scopedTo('logs', found.region),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'Logs_20140328.FilterLogEvents',
      },
      body: JSON.stringify({ logGroupName: groupOf(found), startTime, nextToken }),
    });
    // A function that never ran has no log group.
    if (answer.status === 400 && /ResourceNotFoundException/.test(await answer.clone().text())) return;
    const page = (await answer.json()) as { events?: LogEvent[]; nextToken?: string };
    yield* page.events ?? [];
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

function millisecondsOf(since: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(since) ?? [];
  const seconds = UNITS[unit];
  if (seconds !== undefined) return Number(count) * seconds * 1000;
  throw new CommandError(`local-cloud: --since takes 30s, 10m, 2h or 1d, not "${since}"`, 2);
}

const lineOf = ({ timestamp, message }: LogEvent): string =>
  `${dim(new Date(timestamp).toISOString())} ${message.replace(/\n$/, '')}`;
