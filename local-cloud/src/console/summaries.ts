import { traceRoot } from '../core/trace-header.ts';
import { CONSOLE_KEY } from './paths.ts';
import type { Payload, RecordedInvocation, RecordedRequest } from './recorder.ts';
import type {
  InvocationDetails,
  InvocationSummary,
  RecordedText,
  RequestDetails,
  RequestSummary,
} from './types.ts';

/** A request as a list shows it. */
export function requestSummary(sequence: number, { at, event }: RecordedRequest): RequestSummary {
  const { log, accessKeyId, traceId, error, ...facts } = event;
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
export function requestDetails(
  sequence: number,
  recorded: RecordedRequest,
  remembered: boolean,
): RequestDetails {
  const { error, log } = recorded.event;
  return { ...requestSummary(sequence, recorded), error, log: log?.messages ?? [], remembered };
}

export function invocationSummary(invocation: RecordedInvocation): InvocationSummary {
  const {
    at,
    requestId,
    coldStart,
    durationMs,
    initDurationMs,
    totalMs,
    functionError,
    traceId,
    event,
    answer,
  } = invocation;
  return {
    ...{ at, requestId, coldStart, durationMs, initDurationMs, totalMs, functionError },
    trace: traceRoot(traceId),
    eventBytes: event.bytes,
    answerBytes: answer.bytes,
  };
}

export function invocationDetails(invocation: RecordedInvocation): InvocationDetails {
  return {
    ...invocationSummary(invocation),
    event: text(invocation.event),
    answer: text(invocation.answer),
    log: invocation.log.messages,
  };
}

const text = ({ kept, bytes }: Payload): RecordedText => ({
  text: kept.toString('utf8'),
  bytes,
  cut: kept.length < bytes,
});
