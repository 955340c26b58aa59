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
