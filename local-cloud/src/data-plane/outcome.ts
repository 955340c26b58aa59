import type { Readable } from 'node:stream';
import type { FunctionLog } from '../core/events.ts';
import type { HttpResponse } from './events/index.ts';
import type { FunctionAnswer } from './target.ts';

/** What a front door answers, and what is told of it besides. */
export interface Outcome extends HttpResponse {
  /** The function that answered. */
  readonly target?: string;
  readonly coldStart?: boolean;
  /** What the operator is told, where the client is not. */
  readonly error?: string;
  readonly log?: FunctionLog;
  /** In place of `body`, where it streams. */
  readonly stream?: Readable;
  /** What is known of the invocation once the stream has ended. */
  readonly ending?: Promise<FunctionAnswer>;
}

/** An error as the operator gets it: where it came up counts, too. */
export const traceOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
