import type { IncomingMessage, ServerResponse } from 'node:http';
import { textOf } from './extensions-api.ts';

export const TELEMETRY_PATH = '/2022-07-01/telemetry';

/** What the names of the environment's own hosts stand for: Lambda has subscribers listen on `sandbox.localdomain`. */
const OWN_HOST = /^(sandbox(\.localdomain)?|localhost)$/;

const REFUSAL = {
  errorType: 'ValidationError',
  errorMessage: 'a subscription needs types and a destination with an HTTP URI',
};

interface TelemetryEvent {
  readonly time: string;
  /** `function`, or `platform.start` and the like. */
  readonly type: string;
  readonly record: unknown;
}

interface Subscription {
  readonly types: readonly string[];
  readonly url: URL;
  readonly maxItems: number;
  readonly timeoutMs: number;
  queue: TelemetryEvent[];
  timer?: NodeJS.Timeout;
}

/** Events from before somebody subscribed: those of init. */
const MAX_EARLY = 100;

/**
 * The Lambda Telemetry API for one execution environment: sends what happens to extensions that subscribed, in batches.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html
 */
export class TelemetryApi {
  readonly #subscriptions: Subscription[] = [];
  readonly #early: TelemetryEvent[] = [];

  emit(type: string, record: unknown): void {
    // On the way of every invocation: nothing is made for nobody.
    if (this.#subscriptions.length === 0 && this.#early.length >= MAX_EARLY) return;
    const event = { time: new Date().toISOString(), type, record };
    if (this.#early.length < MAX_EARLY) this.#early.push(event);
    for (const subscription of this.#subscriptions) add(subscription, event);
  }

  /** @returns what somebody subscribed to; undefined where the request makes no sense */
  async subscribe(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<readonly string[] | undefined> {
    const subscription = parse(await textOf(request));
    response.writeHead(subscription ? 200 : 400, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(subscription ? 'OK' : REFUSAL));
    if (!subscription) return undefined;
    this.#subscriptions.push(subscription);
    for (const event of this.#early) add(subscription, event);
    return subscription.types;
  }

  /** Sends what waits. */
  async flush(): Promise<void> {
    await Promise.all(this.#subscriptions.map(send));
  }
}

function parse(text: string): Subscription | undefined {
  try {
    const { types, destination, buffering = {} } = JSON.parse(text);
    const url = new URL(destination.URI);
    if (OWN_HOST.test(url.hostname)) url.hostname = '127.0.0.1';
    if (!Array.isArray(types) || url.protocol !== 'http:') return undefined;
    // The defaults and the least of the documentation.
    const { maxItems = 1000, timeoutMs = 1000 } = buffering;
    return { types: types.map(String), url, maxItems, timeoutMs: Math.max(25, timeoutMs), queue: [] };
  } catch {
    return undefined;
  }
}

function add(subscription: Subscription, event: TelemetryEvent): void {
  const [kind = ''] = event.type.split('.');
  if (!subscription.types.includes(kind)) return;
  subscription.queue.push(event);
  if (subscription.queue.length >= subscription.maxItems) void send(subscription);
  else subscription.timer ??= setTimeout(() => void send(subscription), subscription.timeoutMs).unref();
}

async function send(subscription: Subscription): Promise<void> {
  clearTimeout(subscription.timer);
  subscription.timer = undefined;
  const batch = subscription.queue;
  if (batch.length === 0) return;
  subscription.queue = [];
  await fetch(subscription.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(batch),
  }).catch(() => {
    // A subscriber that does not listen, or not any more, misses what it asked for.
  });
}
