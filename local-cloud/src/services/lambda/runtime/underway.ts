import { randomUUID } from 'node:crypto';
import { PassThrough, type Writable } from 'node:stream';
import { newTraceId } from '../../../data-plane/trace-id.ts';
import { reportLine } from './log-lines.ts';
import { LogTail } from './log-tail.ts';
import type { Answer, FunctionSpec, Invocation, InvocationResult, InvokeOptions } from './types.ts';

/** An invocation and who waits for its result. */
export interface PendingInvocation extends Invocation {
  resolve(result: InvocationResult): void;
  reject(error: Error): void;
}

/** An event on its way, what the options leave out filled in. */
export const newPending = (
  payload: Buffer,
  options: InvokeOptions,
  resolve: PendingInvocation['resolve'],
  reject: PendingInvocation['reject'],
): PendingInvocation => ({
  payload,
  requestId: options.requestId ?? randomUUID(),
  traceId: options.traceId ?? newTraceId(),
  clientContext: options.clientContext,
  invokedFunctionArn: options.invokedFunctionArn,
  onStream: options.onStream,
  resolve,
  reject,
});

/** The invocation that an environment works on. */
export interface Underway {
  readonly pending: PendingInvocation;
  readonly tail: LogTail;
  readonly startedAt: number;
  readonly coldStart: boolean;
  /** Of a cold start, unless init was part of the invocation itself. */
  readonly initDurationMs?: number;
  answer?: Answer;
  durationMs?: number;
  outputComplete: boolean;
}

export const newUnderway = (
  pending: PendingInvocation,
  facts: Pick<Underway, 'startedAt' | 'coldStart'> & Partial<Underway>,
): Underway => ({
  pending,
  tail: new LogTail(),
  outputComplete: false,
  startedAt: facts.startedAt,
  coldStart: facts.coldStart,
  initDurationMs: facts.initDurationMs,
  answer: facts.answer,
  durationMs: facts.durationMs,
});

/** The lines that end an invocation in the log. @param maxRssKb undefined where it could not be measured */
export function closingLines(
  { pending: { requestId }, durationMs = 0, initDurationMs }: Underway,
  { memorySize }: FunctionSpec,
  maxRssKb: number | undefined,
  status?: Pick<Answer, 'status' | 'errorType'>,
): string[] {
  const maxMemoryUsed = maxRssKb === undefined ? undefined : Math.round(maxRssKb / 1024);
  return [
    `END RequestId: ${requestId}\n`,
    reportLine({ requestId, durationMs, memorySize, maxMemoryUsed, initDurationMs, ...status }),
  ];
}

/** Named one by one, here and above: spreading takes some microseconds, which is a part of a small invocation that tells. */
export const resultOf = (
  { pending, tail, coldStart, durationMs = 0, initDurationMs }: Underway,
  { payload, streamedContentType, functionError }: Answer,
  facts: Pick<InvocationResult, 'executedVersion' | 'logStreamName' | 'log'>,
): InvocationResult => ({
  requestId: pending.requestId,
  payload,
  streamedContentType,
  functionError,
  logTail: tail.toBuffer(),
  coldStart,
  durationMs,
  initDurationMs,
  executedVersion: facts.executedVersion,
  logStreamName: facts.logStreamName,
  log: facts.log,
});

/** @returns where an answer's bytes go; undefined where they are to be collected, or are of no invocation under way */
export function openStream(
  underway: Underway | undefined,
  requestId: string,
  contentType: string,
): Writable | undefined {
  const { pending, answer } = underway ?? {};
  if (pending?.requestId !== requestId || answer || !pending.onStream) return undefined;
  const body = new PassThrough();
  // Breaking off is told by the result, too; not everybody who takes the stream listens.
  body.on('error', () => {});
  pending.onStream({ contentType, body });
  return body;
}
