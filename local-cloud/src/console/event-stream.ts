import type { ServerResponse } from 'node:http';
import type { Cloud } from '../core/cloud.ts';
import type { LoggedEvent, StackProgress } from '../core/events.ts';
import { compileFilterPattern } from '../services/logs/filter-pattern/filter-pattern.ts';
import { GUARDED } from './page.ts';
import type { Recorder } from './recorder.ts';
import { requestSummary } from './summaries.ts';

/** Events that come within this time, in ms, leave together: a page draws no faster. */
const GATHER_MS = 40;
/** Of a flood, a page that reads too slowly gets the newest, and is told how many it missed. */
const MOST_WAITING = 2000;
const MOST_BUFFERED_BYTES = 4 * 2 ** 20;
/** How long nothing is sent at most, in ms: Node's fetch gives up an answer that is silent for five minutes. */
const SILENCE_MS = 60_000;

/**
 * Sends what happens as server-sent events, as the query asks: `requests`, `stacks`, `log=REGION:GROUP`, the last with
 * `pattern=`, a filter pattern of CloudWatch Logs.
 * Nothing listens once the client has gone.
 */
export function streamEvents(
  query: URLSearchParams,
  response: ServerResponse,
  cloud: Cloud,
  recorder: Recorder,
) {
  // It went away while this was loaded, and does so only once.
  if (response.destroyed) return;
  const queue = new Queue(response);
  const leave: (() => void)[] = [];
  const log = query.get('log');
  // First, as it may throw: what listened already would do so for ever.
  if (log !== null) leave.push(followLog(log, query.get('pattern') ?? '', queue, cloud));
  if (query.has('requests')) leave.push(followRequests(queue, cloud, recorder));
  if (query.has('stacks')) leave.push(followStacks(queue, cloud));
  response.writeHead(200, {
    ...GUARDED,
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
  // A client that waits for the first byte learns that it is connected.
  response.write('retry: 1000\n\n');
  // A comment, which clients skip.
  const beat = setInterval(() => response.writableNeedDrain || response.write(':\n\n'), SILENCE_MS);
  response.once('close', () => {
    clearInterval(beat);
    for (const end of leave) end();
    queue.close();
  });
}

function followRequests(queue: Queue, { events }: Cloud, { requests }: Recorder): () => void {
  let told = requests.last;
  const tell = () => {
    for (const kept of requests.after(told)) {
      queue.add('request', requestSummary(kept));
      told = kept.sequence;
    }
  };
  events.on('request', tell);
  return () => events.off('request', tell);
}

function followStacks(queue: Queue, { events }: Cloud): () => void {
  const tell = (progress: StackProgress) => queue.add('stack', progress);
  events.on('stack', tell);
  return () => events.off('stack', tell);
}

/** @throws AwsError InvalidParameterException for a pattern that is none */
function followLog(wanted: string, pattern: string, queue: Queue, { events }: Cloud): () => void {
  const matches = compileFilterPattern(pattern);
  const tell = ({ region, logGroupName, ...event }: LoggedEvent) => {
    if (`${region}:${logGroupName}` === wanted && matches(event.message)) queue.add('log', event);
  };
  events.on('logged', tell);
  return () => events.off('logged', tell);
}

/** What waits to be sent. */
class Queue {
  readonly #response: ServerResponse;
  #waiting = new Map<string, unknown[]>();
  #missed = 0;
  #timer: NodeJS.Timeout | undefined;
  #isBlocked = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  add(kind: string, value: unknown): void {
    const waiting = this.#waiting.get(kind) ?? [];
    this.#waiting.set(kind, waiting);
    waiting.push(value);
    if (waiting.length > 2 * MOST_WAITING) {
      this.#missed += MOST_WAITING;
      waiting.splice(0, MOST_WAITING);
    }
    if (!this.#isBlocked) this.#timer ??= setTimeout(() => this.#send(), GATHER_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #send(): void {
    this.#timer = undefined;
    this.#isBlocked = this.#response.writableLength > MOST_BUFFERED_BYTES;
    if (this.#isBlocked) {
      this.#response.once('drain', () => this.#send());
      return;
    }
    for (const [kind, values] of this.#waiting) this.#frame(kind, values);
    if (this.#missed > 0) this.#frame('missed', this.#missed);
    this.#waiting.clear();
    this.#missed = 0;
  }

  #frame(kind: string, data: unknown): void {
    this.#response.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
