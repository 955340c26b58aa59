import type { ServerResponse } from 'node:http';
import type { Cloud } from '../core/cloud.ts';
import type { RequestEvent } from '../core/events.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { guardHost } from '../http/guard.ts';
import { failureText } from './failure-text.ts';
import type { Outcome } from './outcome.ts';
import { send } from './send.ts';
import { rootOf } from './trace-id.ts';

/** One request to a front door: what is that front door's own about it. */
export interface Visit<Answer extends Outcome> {
  readonly kind: RequestEvent['kind'];
  /** Undefined where there is nothing at what was asked for. */
  readonly region: string | undefined;
  /** Value for X-Amzn-Trace-Id; undefined where there is nothing that it would be handed to. */
  readonly traceId: string | undefined;
  /** The function that is to answer, where the front door leads to one only. */
  readonly target?: string;
  answer(): Promise<Answer>;
  /** The answer for what went wrong. */
  fail(thrown: unknown): Answer;
  /** All headers but the length: names and values by turns, in the order they are sent. */
  headers(answer: Answer): string[];
  /** Told of what was answered, and of the ms it took. */
  answered?(answer: Answer, durationMs: number): void;
}

/** Answers one request to deployed code: the way of all of them, so nothing here waits needlessly. */
export async function serve<Answer extends Outcome>(
  request: ApiRequest,
  response: ServerResponse,
  cloud: Cloud,
  visit: Visit<Answer>,
): Promise<void> {
  const started = performance.now();
  let outcome: Answer;
  try {
    guardHost(request, cloud.hosts);
    outcome = await visit.answer();
  } catch (thrown) {
    outcome = visit.fail(thrown);
  }
  const sent = send(response, request.method, outcome, visit.headers(outcome));
  if (sent) await sent;
  const ended = outcome.ending && (await outcome.ending.catch(() => undefined));
  const durationMs = performance.now() - started;
  visit.answered?.(outcome, durationMs);
  const { traceId } = visit;
  cloud.events.emit('request', {
    kind: visit.kind,
    method: request.method,
    path: request.path,
    status: outcome.status,
    durationMs,
    target: visit.target ?? outcome.target,
    coldStart: (ended ?? outcome).coldStart,
    error: outcome.error ?? (ended && failureText(ended, undefined)),
    log: (ended ?? outcome).log,
    requestId: request.requestId,
    traceId: request.header('x-amzn-trace-id') ?? (traceId && rootOf(traceId)),
    region: visit.region,
  });
}
