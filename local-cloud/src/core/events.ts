/** What a function wrote to its log while it worked on one event. */
export interface FunctionLog {
  readonly functionName: string;
  /** The folder its code is in on this machine. */
  readonly taskRoot: string;
  /** Log events in their order; those of a cold start's init come first. */
  readonly messages: readonly string[];
  /** Whether the function failed: it threw, timed out or ended its process. */
  readonly failed: boolean;
}

/** An event that a function worked on without a request to a front door: an Invoke call, a retry, a queue's message. */
export interface InvocationEvent {
  readonly durationMs: number;
  readonly coldStart: boolean;
  readonly log: FunctionLog;
}

/** One request that was answered, for whoever prints or counts them. */
export interface RequestEvent {
  /** `api`: an AWS API call; the others: a request that a deployed function answered. */
  readonly kind: 'api' | 'function-url' | 'rest-api' | 'http-api';
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  /** `lambda:Invoke` for API calls, the function's name for the others; undefined where nothing was found. */
  readonly target?: string;
  /** Only for requests that a function answered: whether its execution environment had to be started first. */
  readonly coldStart?: boolean;
  /** What went wrong, in words, where the answer itself does not carry it. */
  readonly error?: string;
  /** What the function wrote, for requests that one answered. */
  readonly log?: FunctionLog;
  /** As the answer names it; the function's request id is the same. */
  readonly requestId?: string;
  /** The X-Ray header that came with the request, or was made for it: `Root=1-…`, with a `Parent` where it has one. */
  readonly traceId?: string;
  readonly region?: string;
  /** The access key that the request names, by which clients can be told apart. */
  readonly accessKeyId?: string;
}

/** One run of a function, whatever asked for it. Its buffers are those that the function got and gave, not copies. */
export interface InvokedEvent {
  readonly functionName: string;
  readonly region: string;
  readonly requestId: string;
  /** The X-Ray header of whoever asked, and the id that this run has in its trace, which what the function calls names as its parent. */
  readonly traceId: string;
  readonly segmentId: string;
  /** Whether it was a request, of the same id, that asked; else another run did, or a retry. */
  readonly byRequest: boolean;
  /** JSON. */
  readonly event: Uint8Array;
  /** JSON, or what a streaming handler wrote where nobody took it as it came. */
  readonly answer: Uint8Array;
  readonly functionError?: string;
  readonly coldStart: boolean;
  /** Milliseconds in the handler, and before it where the function had to be started. */
  readonly durationMs: number;
  readonly initDurationMs?: number;
  /** Milliseconds from when it was asked for to its answer. */
  readonly totalMs: number;
  readonly log: FunctionLog;
}

/** A log event that was written to CloudWatch Logs. */
export interface LoggedEvent {
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** As FilterLogEvents names it. */
  readonly eventId: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Something that a stack asks for and that was left out of it, because local-cloud lacks it. */
export interface SkipEvent {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** The property or feature that was left out; absent where the whole resource was. */
  readonly part?: string;
  /** What local-cloud lacks, in words, where the type does not say it. */
  readonly reason?: string;
  /** What AWS, too, would refuse it for, in words. */
  readonly fault?: string;
}

/** A step of a stack operation, as its stack event tells it. */
export interface StackProgress {
  readonly stackName: string;
  readonly region: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason?: string;
}
