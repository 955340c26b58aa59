import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Outcome } from './ending.ts';
import {
  EXTENSIONS_PREFIX,
  ExtensionsApi,
  type ExtensionsHandlers,
  type ShutdownReason,
} from './extensions-api.ts';
import {
  type InitOutcome,
  tellExtensions,
  tellInitDone,
  tellInitStart,
  tellReport,
  tellRuntimeDone,
  tellStart,
  tellSubscription,
} from './platform-events.ts';
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
  /** The invocation of which they know that the runtime is done with it. */
  #doneWith: string | undefined;
  #initIsDone = false;
  #ending: Promise<void> | undefined;

  constructor(spec: FunctionSpec, phase: string, handlers: ExtensionsHandlers) {
    this.#spec = spec;
    this.#phase = phase;
    this.#extensions = new ExtensionsApi(spec, externalExtensions(spec), handlers);
  }

  get areReady(): boolean {
    return this.#extensions.areReady;
  }

  /** Whether one of them is to be told of the end. */
  get wantEnd(): boolean {
    return this.#extensions.wantEnd;
  }

  /** @returns whether a request was for them */
  route(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '' } = request;
    if (url.startsWith(`${EXTENSIONS_PREFIX}/`)) void this.#extensions.route(request, response);
    else if (url === TELEMETRY_PATH || url === `${TELEMETRY_PATH}/`) void this.#subscribe(request, response);
    else return false;
    return true;
  }

  onInitStart(): void {
    tellInitStart(this.#telemetry, this.#spec, this.#phase);
  }

  onInitDone(outcome: InitOutcome): void {
    this.#initIsDone = true;
    tellInitDone(this.#telemetry, this.#spec, this.#phase, outcome);
    tellExtensions(this.#telemetry, this.#extensions.all);
  }

  onLine(message: string): void {
    this.#telemetry.emit('function', message);
  }

  onInvoke(pending: PendingInvocation, leftMs: number): void {
    const { requestId, traceId } = pending;
    const invokedFunctionArn = pending.invokedFunctionArn ?? this.#spec.invokedFunctionArn;
    tellStart(this.#telemetry, pending, this.#spec);
    const tracing = { type: 'X-Amzn-Trace-Id', value: traceId };
    const deadlineMs = Date.now() + Math.round(leftMs);
    this.#extensions.invoke({ deadlineMs, requestId, invokedFunctionArn, tracing });
  }

  /** The runtime is done, or gone, before its extensions may be. */
  onRuntimeDone(underway: Underway, answer: Partial<Answer>): void {
    if (this.#doneWith === underway.pending.requestId) return;
    this.#doneWith = underway.pending.requestId;
    tellRuntimeDone(this.#telemetry, underway, answer);
  }

  /**
   * @param startedAt of init, as `performance.now()`
   * @returns as `shutdown`
   */
  onRuntimeGone(
    underway: Underway | undefined,
    { status, errorType }: Outcome,
    startedAt: number,
  ): Promise<void> | undefined {
    if (underway) this.onRuntimeDone(underway, { status, errorType });
    else if (!this.#initIsDone) {
      this.onInitDone({ durationMs: performance.now() - startedAt, status, errorType });
    }
    return this.shutdown(status === 'timeout' ? 'timeout' : 'failure');
  }

  onDone(underway: Underway, answer: Answer, maxRssKb: number | undefined): void {
    this.onRuntimeDone(underway, answer);
    tellReport(this.#telemetry, underway, answer, this.#spec, maxRssKb);
  }

  /**
   * Tells of the end of the environment, once.
   *
   * @returns when the extensions have ended, or had their time; undefined where none wants to know
   */
  shutdown(reason: ShutdownReason): Promise<void> | undefined {
    if (!this.wantEnd) {
      void this.#telemetry.flush();
      return undefined;
    }
    this.#ending ??= this.#end(reason);
    return this.#ending;
  }

  async #end(reason: ShutdownReason): Promise<void> {
    const over = new AbortController();
    const limit = setTimeout(SHUTDOWN_MS, undefined, { signal: over.signal }).catch(() => {});
    const deadlineMs = Date.now() + SHUTDOWN_MS;
    await Promise.race([
      limit,
      this.#telemetry.flush().then(() => this.#extensions.shutdown(reason, deadlineMs)),
    ]);
    over.abort();
  }

  async #subscribe(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const types = await this.#telemetry.subscribe(request, response);
    const name = this.#extensions.nameOf(request);
    if (types) tellSubscription(this.#telemetry, name, types);
  }
}
