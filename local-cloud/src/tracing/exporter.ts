import type { Cloud } from '../core/cloud.ts';
import { exportRequest, type Happened } from './spans.ts';

/** A batch leaves when it is this large, or a moment after its first span. */
const BATCH_SPANS = 512;
const BATCH_MS = 1000;
/** More than this many wait for nobody: what comes while a receiver is slow is dropped. */
const MOST_WAITING = 4096;
const TIMEOUT_MS = 5000;
/** How long the end of the cloud waits for the last batch. */
const LAST_TIMEOUT_MS = 1000;

export interface Receiver {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What was asked for and is not spoken here. */
  readonly otherProtocol?: string;
}

/**
 * Where spans are sent, by the variables that all OpenTelemetry exporters go by; undefined where they name no place.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function receiverOf(env: Readonly<Record<string, string | undefined>>): Receiver | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = env;
  if (!base && !own) return undefined;
  const headers = env.OTEL_EXPORTER_OTLP_TRACES_HEADERS ?? env.OTEL_EXPORTER_OTLP_HEADERS ?? '';
  const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL;
  return {
    url: own || `${base?.replace(/\/+$/, '')}/v1/traces`,
    headers: Object.fromEntries(headers.split(',').flatMap(header)),
    otherProtocol: protocol && protocol !== 'http/json' ? protocol : undefined,
  };
}

function header(text: string): [string, string][] {
  const [name = '', ...value] = text.split('=');
  return name.trim() === '' ? [] : [[name.trim().toLowerCase(), decodeURIComponent(value.join('=').trim())]];
}

/**
 * Sends each request and each run of a function as a span, by OTLP over HTTP as JSON. To what happens it adds an entry in a
 * list; all else happens later, and what a receiver does not take in time is lost.
 */
export class SpanExporter {
  readonly #receiver: Receiver;
  readonly #version: string;
  readonly #cloud: Cloud;
  #waiting: Happened[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #hasFailed = false;

  /** @param consoleKey the access key of requests that are not told, as they are of who looks at the others */
  constructor(cloud: Cloud, receiver: Receiver, version: string, consoleKey: string) {
    this.#receiver = receiver;
    this.#version = version;
    this.#cloud = cloud;
    cloud.events.on('request', (request) => {
      if (request.accessKeyId !== consoleKey) this.#add({ at: Date.now(), request });
    });
    cloud.events.on('invoked', (invoked) => this.#add({ at: Date.now(), invoked }));
    cloud.onClose(() => this.#close());
    if (receiver.otherProtocol !== undefined) {
      const told = `Spans are sent to ${receiver.url} as http/json; ${receiver.otherProtocol} is not spoken here.`;
      setImmediate(() => cloud.events.emit('notice', told));
    }
  }

  #add(happened: Happened): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(happened);
    if (this.#waiting.length >= BATCH_SPANS) this.#begin();
    else this.#timer ??= setTimeout(() => this.#begin(), BATCH_MS).unref();
  }

  /** One batch is under way at a time. */
  #begin(): void {
    this.#sending ??= this.#sendAll(TIMEOUT_MS).finally(() => {
      this.#sending = undefined;
    });
  }

  async #sendAll(timeoutMs: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH_SPANS);
      this.#waiting = this.#waiting.slice(BATCH_SPANS);
      await this.#send(batch, timeoutMs);
    }
  }

  async #send(batch: readonly Happened[], timeoutMs: number): Promise<void> {
    const { url, headers } = this.#receiver;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(exportRequest(batch, this.#version)),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`it answered ${response.status} ${text.slice(0, 200)}`.trim());
    } catch (error) {
      this.#tellOfFailure(error);
    }
  }

  /** Once: a receiver that is away stays away for many batches. */
  #tellOfFailure(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    this.#cloud.events.emit(
      'notice',
      `Spans can't be sent to ${this.#receiver.url}, and are dropped: ${reason}`,
    );
  }

  async #close(): Promise<void> {
    await this.#sending;
    await this.#sendAll(LAST_TIMEOUT_MS);
  }
}
