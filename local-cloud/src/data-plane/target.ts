import type { FunctionLog } from '../core/events.ts';
import type { FunctionResult, StreamedAnswer } from './events/index.ts';

/** What a function answered, and what is told of it besides. */
export interface FunctionAnswer extends FunctionResult {
  readonly coldStart: boolean;
  readonly log: FunctionLog;
}

export interface CallOptions {
  readonly requestId: string;
  /** Value for X-Amzn-Trace-Id. */
  readonly traceId: string;
  /** Takes an answer that streams as it comes; without it, the answer has it whole. */
  readonly onStream?: (answer: StreamedAnswer) => void;
}

/** Deployed code, as front doors know it. */
export interface Target {
  /** For people. */
  readonly name: string;
  /**
   * Runs it. What goes wrong inside it is part of the answer.
   *
   * @param payload JSON
   * @throws AwsError where it could not be run: throttled (429), gone, no environment
   */
  invoke(payload: Buffer, options: CallOptions): Promise<FunctionAnswer>;
}
