import type { LastWord } from './bootstrap/frames.mjs';
import type { Answer } from './types.ts';

/** The pool was closed while, or before, an invocation was under way. */
export class PoolClosedError extends Error {
  override readonly name = 'PoolClosedError';
  constructor() {
    super('The function was changed, deleted or shut down while it was being invoked.');
  }
}

/** No environment was there for an event, or the one it was on its way to ended first. */
export class UnservedError extends Error {
  override readonly name = 'UnservedError';
}

/** An answer broke off after its first bytes were out. */
export class StreamBrokenError extends Error {
  override readonly name = 'StreamBrokenError';
}

/** A runtime of one's own has nothing that could be run. */
export class InvalidEntrypointError extends Error {
  override readonly name = 'Runtime.InvalidEntrypoint';
}

/** Lambda has runtimes that local-cloud can't run. */
export class UnsupportedRuntimeError extends Error {
  override readonly name = 'UnsupportedRuntimeError';
  constructor(runtime: string) {
    super(`local-cloud runs nodejs and provided runtimes only; it does not support the runtime ${runtime}`);
  }
}

/** Largest synchronous payload, 6 MB and Lambda's own envelope: the number in AWS's message. */
export const MAX_RESPONSE_BYTES = 6_291_556;

/**
 * Streamed answers may be larger.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export const MAX_STREAMED_RESPONSE_BYTES = 200 * 1024 * 1024;

export function functionError(errorType: string, errorMessage: string, status?: 'timeout' | 'error'): Answer {
  return {
    payload: Buffer.from(JSON.stringify({ errorType, errorMessage })),
    functionError: 'Unhandled',
    ...(status && { status, errorType }),
  };
}

/** An error as the runtime tells it. @param payload its document, JSON */
export const errorOf = (payload: Buffer, errorType = 'Runtime.Unknown'): Answer => ({
  payload,
  functionError: 'Unhandled',
  errorType,
});

/** What a process that ends says in place of its answer. */
export function answerOf({ kind, payload = '', errorType }: LastWord): Answer {
  const body = Buffer.from(payload);
  return kind === 'response' ? { payload: body } : errorOf(body, errorType);
}

export function responseTooLarge(): Answer {
  return functionError(
    'Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
  );
}

/** @param seconds the limit that was passed */
export function timedOut(requestId: string, seconds: number): Answer {
  return functionError(
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: ${timedOutText(seconds)}`,
    'timeout',
  );
}

export function timedOutText(seconds: number): string {
  return `Task timed out after ${seconds.toFixed(2)} seconds`;
}

export function exited(requestId: string, reason: string, errorType: string): Answer {
  return functionError(errorType, `RequestId: ${requestId} Error: ${reason}`, 'error');
}

/** Signals by the names that Lambda prints (those of Go's syscall package). */
const SIGNAL_NAMES: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};

/** Why a runtime process is gone, in Lambda's words. Exit status 0 is no reason to Lambda. */
export function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `Runtime exited with error: signal: ${SIGNAL_NAMES[signal] ?? signal}`;
  if (code) return `Runtime exited with error: exit status ${code}`;
  return 'Runtime exited without providing a reason';
}
