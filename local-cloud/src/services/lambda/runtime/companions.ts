import type { IncomingMessage, ServerResponse } from 'node:http';
import { EXTENSIONS_PREFIX, ExtensionsApi, type ExtensionsHandlers } from './extensions-api.ts';
import { tellDone, tellInitDone, tellInitStart } from './platform-events.ts';
import { externalExtensions } from './runtime-command.ts';
import { TELEMETRY_PATH, TelemetryApi } from './telemetry-api.ts';
import type { Answer, FunctionSpec } from './types.ts';
import type { PendingInvocation, Underway } from './underway.ts';

/** What external extensions are given to end in. */
const SHUTDOWN_MS = 2000;

/** Those that live beside the runtime of an environment, its extensions, and what they are told. */
export class Companions {
  readonly #spec: FunctionSpec;
  readonly #phase: string;
  readonly #extensions: ExtensionsApi;
  readonly #telemetry = new TelemetryApi();

  constructor(spec: FunctionSpec, phase: string, handlers: ExtensionsHandlers) {
    this.#spec = spec;
    this.#phase = phase;
    this.#extensions = new ExtensionsApi(spec, externalExtensions(spec), handlers);
  }

  get areReady(): boolean {
    return this.#extensions.areReady;
  }

  /** @returns whether a request was for them */
  route(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '' } = request;
    if (url.startsWith(`${EXTENSIONS_PREFIX}/`)) void this.#extensions.route(request, response);
    else if (url === TELEMETRY_PATH) void this.#telemetry.subscribe(request, response);
    else return false;
    return true;
  }

  onInitStart(): void {
    tellInitStart(this.#telemetry, this.#spec, this.#phase);
  }

  onInitDone(durationMs: number): void {
    tellInitDone(this.#telemetry, this.#spec, this.#phase, durationMs);
  }

  onLine(message: string): void {
    this.#telemetry.emit('function', message);
  }

  onInvoke(pending: PendingInvocation, leftMs: number): void {
    const { version } = this.#spec;
    const { requestId, traceId } = pending;
    const invokedFunctionArn = pending.invokedFunctionArn ?? this.#spec.invokedFunctionArn;
    this.#telemetry.emit('platform.start', { requestId, version });
    const tracing = { type: 'X-Amzn-Trace-Id', value: traceId };
    const deadlineMs = Date.now() + Math.round(leftMs);
    this.#extensions.invoke({ deadlineMs, requestId, invokedFunctionArn, tracing });
  }

  onDone(underway: Underway, answer: Answer, maxRssKb: number | undefined): void {
    tellDone(this.#telemetry, underway, answer, this.#spec, maxRssKb);
  }

  /** Ends the environment once the extensions have ended, or had their time: at once where none wants to know. */
  shutdown(kill: () => void): void {
    const ended = this.#extensions.shutdown('spindown', Date.now() + SHUTDOWN_MS);
    void this.#telemetry.flush();
    if (!ended) {
      kill();
      return;
    }
    const timer = setTimeout(kill, SHUTDOWN_MS);
    void ended.then(() => {
      clearTimeout(timer);
      kill();
    });
  }
}
