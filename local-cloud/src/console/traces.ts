import type { RequestEvent } from '../core/events.ts';
import { traceParent, traceRoot } from '../core/trace-header.ts';
import type { RecordedInvocation, Recorder } from './recorder.ts';
import type { Kept } from './ring.ts';
import type { Span } from './types.ts';

/**
 * What happened in a trace, as far as it is remembered, in the order it began: a request to a URL, the function that
 * answered it, and what that asked for with the X-Ray header that AWS SDKs in functions send on.
 */
export function traceSpans(root: string, recorder: Recorder): Span[] {
  const spans = [
    ...recorder.requests
      .after()
      .filter(({ value }) => traceRoot(value.traceId) === root)
      .map(requestSpan),
    ...recorder
      .allInvocations()
      .filter(({ value }) => traceRoot(value.traceId) === root)
      .map(invocationSpan),
  ];
  const known = new Set(spans.map(({ id }) => id));
  return spans
    .map((span) =>
      known.has(span.parent ?? '') && span.parent !== span.id ? span : { ...span, parent: undefined },
    )
    .sort((a, b) => a.start - b.start);
}

function requestSpan({ sequence, at, value: event }: Kept<RequestEvent>): Span {
  const { kind, method, path, target, durationMs, status, error, requestId = '', region, traceId } = event;
  return {
    id: requestId,
    parent: traceParent(traceId),
    name: kind === 'api' ? (target ?? `${method} ${path}`) : `${method} ${path}`,
    kind: 'request',
    start: at - durationMs,
    durationMs,
    failed: error !== undefined || status >= 500,
    ...{ status, sequence, requestId, region },
  };
}

function invocationSpan({ at, value }: Kept<RecordedInvocation>): Span {
  const { totalMs, functionError, ...invocation } = value;
  const { functionName, segmentId, requestId, region, coldStart, initDurationMs } = invocation;
  return {
    id: segmentId,
    // Asked for by the request of the same id: to a URL, an API, or Invoke.
    parent: invocation.byRequest ? requestId : traceParent(invocation.traceId),
    name: functionName,
    kind: 'function',
    start: at - totalMs,
    durationMs: totalMs,
    failed: functionError !== undefined,
    ...{ coldStart, initDurationMs, functionName, requestId, region },
  };
}
