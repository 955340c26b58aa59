import { exited, timedOut, timedOutText } from './errors.ts';
import type { Answer } from './types.ts';

export interface Outcome {
  readonly status: 'timeout' | 'error';
  readonly errorType?: string;
}

export interface Ending {
  /** For the log. */
  readonly line: string;
  /** In place of the function's own, where it had none. */
  readonly answer: Answer;
  readonly outcome: Outcome;
}

/** What an invocation comes to that its process ended with. @param timedOutAfter seconds */
export function endingOf(
  requestId: string,
  reason: string,
  errorType: string,
  timedOutAfter: number | undefined,
): Ending {
  const outcome = outcomeOf(errorType, timedOutAfter);
  if (timedOutAfter === undefined) {
    return { line: exitLine(requestId, reason), answer: exited(requestId, reason, errorType), outcome };
  }
  const line = `${new Date().toISOString()} ${requestId} ${timedOutText(timedOutAfter)}\n\n`;
  return { line, answer: timedOut(requestId, timedOutAfter), outcome };
}

export const outcomeOf = (errorType: string, timedOutAfter: number | undefined): Outcome =>
  timedOutAfter === undefined ? { status: 'error', errorType } : { status: 'timeout' };

export const exitLine = (requestId: string, reason: string): string =>
  `RequestId: ${requestId} Error: ${reason}\nRuntime.ExitError\n`;
