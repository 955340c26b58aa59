import type { RequestEvent } from '../core/events.ts';
import { traceRoot } from '../core/trace-header.ts';
import { CONSOLE_KEY } from './paths.ts';
import type { Payload, RecordedInvocation } from './recorder.ts';
import type { Kept } from './ring.ts';
import type {
  InvocationDetails,
  InvocationSummary,
  RecordedText,
  RequestDetails,
  RequestSummary,
} from './types.ts';

/** A request as a list shows it. */
export function requestSummary({ sequence, at, value }: Kept<RequestEvent>): RequestSummary {
  const { log, accessKeyId, traceId, error, ...facts } = value;
  return {
    ...facts,
    sequence,
    at,
    own: accessKeyId === CONSOLE_KEY,
    trace: traceRoot(traceId),
    failed: error !== undefined || (log?.failed ?? false),
    lines: log?.messages.length ?? 0,
    functionName: log?.functionName,
  };
}

/** The same with what it takes to see why it came out so. */
export function requestDetails(kept: Kept<RequestEvent>, remembered: boolean): RequestDetails {
  const { error, log } = kept.value;
  return { ...requestSummary(kept), error, log: log?.messages ?? [], remembered };
}

export function invocationSummary({ at, value }: Kept<RecordedInvocation>): InvocationSummary {
  const { requestId, coldStart, durationMs, initDurationMs, totalMs, functionError, traceId, event, answer } =
    value;
  return {
    ...{ at, requestId, coldStart, durationMs, initDurationMs, totalMs, functionError },
    trace: traceRoot(traceId),
    eventBytes: event.bytes,
    answerBytes: answer.bytes,
  };
}

export function invocationDetails(kept: Kept<RecordedInvocation>): InvocationDetails {
  const { event, answer, log } = kept.value;
  return {
    ...invocationSummary(kept),
    event: text(event),
    answer: text(answer),
    log: log.messages,
  };
}

const text = ({ kept, bytes }: Payload): RecordedText => ({
  text: kept.toString('utf8'),
  bytes,
  cut: kept.length < bytes,
});
