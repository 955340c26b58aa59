import type { RequestEvent } from '../core/events.ts';

// What the console's page is told, in types that both sides read. Times are milliseconds, `at` since 1970.

type Told =
  | 'kind'
  | 'method'
  | 'path'
  | 'status'
  | 'durationMs'
  | 'target'
  | 'coldStart'
  | 'requestId'
  | 'region';

export interface RequestSummary extends Pick<RequestEvent, Told> {
  readonly sequence: number;
  /** When it was answered. */
  readonly at: number;
  /** The root of its trace. */
  readonly trace?: string;
  /** Whether the console itself asked. */
  readonly own: boolean;
  readonly failed: boolean;
  /** How many log events its function wrote. */
  readonly lines: number;
  /** The function that answered. */
  readonly functionName?: string;
}

export interface RequestDetails extends RequestSummary {
  /** What went wrong, in words. */
  readonly error?: string;
  readonly log: readonly string[];
  /** Whether the event that its function got is remembered. */
  readonly remembered: boolean;
}

export interface InvocationSummary {
  readonly at: number;
  readonly requestId: string;
  readonly coldStart: boolean;
  readonly durationMs: number;
  readonly initDurationMs?: number;
  readonly totalMs: number;
  readonly functionError?: string;
  readonly trace?: string;
  readonly eventBytes: number;
  readonly answerBytes: number;
}

export interface RecordedText {
  readonly text: string;
  /** Of the whole, where it was cut. */
  readonly bytes: number;
  readonly cut: boolean;
}

export interface InvocationDetails extends InvocationSummary {
  readonly event: RecordedText;
  readonly answer: RecordedText;
  readonly log: readonly string[];
}

export interface LoggedLine {
  readonly logStreamName: string;
  readonly eventId: string;
  readonly timestamp: number;
  readonly message: string;
}

/** A piece of work in a trace: a request, or a function's run. */
export interface Span {
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  /** `request`: somebody asked local-cloud; `function`: a function ran. */
  readonly kind: 'request' | 'function';
  /** When it began. */
  readonly start: number;
  readonly durationMs: number;
  readonly failed: boolean;
  /** The status of an answer. */
  readonly status?: number;
  readonly coldStart?: boolean;
  readonly initDurationMs?: number;
  /** Where more is told of it: the request's number, or the function and its request id. */
  readonly sequence?: number;
  readonly functionName?: string;
  readonly requestId?: string;
  readonly region?: string;
}
