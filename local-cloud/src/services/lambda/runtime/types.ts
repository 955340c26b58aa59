import type { ChildProcess } from 'node:child_process';
import type { FunctionLog } from '../../../core/cloud.ts';
import type { StreamedAnswer } from '../../../data-plane/events/index.ts';

/** One published version, or $LATEST, of a function: what an execution environment needs to know. */
export interface FunctionSpec {
  functionName: string;
  version: string;
  invokedFunctionArn: string;
  /** `nodejs20.x` */
  runtime: string;
  /** The Node.js executable that runs it. */
  node: string;
  /** Its version: `24.9.0`. */
  nodeVersion: string;
  handler: string;
  /** Seconds. */
  timeout: number;
  /** MB. */
  memorySize: number;
  /** MB of /tmp. */
  ephemeralStorage: number;
  environment: Record<string, string>;
  /** Absolute folder with the unzipped code. */
  taskRoot: string;
  /** The layers' merged content: what /opt is on AWS. */
  layerRoot?: string;
  /** For `import` in a namespace: links to the packages of layers, and to those above mounted code. */
  linksDir?: string;
  /** The folder whose packages mounted code may use: shown in a namespace beside the code. */
  projectRoot?: string;
  logGroupName: string;
  region: string;
  accountId: string;
  /** Invocations that are worked on at once; further ones wait their turn. */
  maxConcurrency: number;
  /** When environments are initialised: for an invocation, or ahead of it. */
  initializationType: 'on-demand' | 'provisioned-concurrency';
  /** Value of AWS_ENDPOINT_URL. */
  endpointUrl: string;
  /** Whether LOCALSTACK_HOSTNAME and EDGE_PORT are given as well. */
  localstackVariables?: boolean;
  /** A folder for the environments' temporary folders; made when missing. */
  scratchDir: string;
  /** Where its environments live. */
  world: World;
  /** What an environment loads before it waits to be let go on, for code that is still to come: see `LoadAhead`. */
  ahead?: readonly LoadAhead[];
  /** Where it can be debugged; it has one environment then. */
  inspector?: EnvironmentInspector;
  /** The AWS SDK that Lambda provides: what /var/runtime/node_modules is on AWS. */
  nodeModulesDir?: string;
}

/** What an execution environment asks of its world. */
export interface Inhabitant {
  readonly spec: FunctionSpec;
  readonly env: Record<string, string>;
  /** A folder of this environment's own on this machine; there in a mapped world only. */
  readonly scratch: string;
}

/**
 * Where the processes of execution environments live: with `/var/task`, `/opt` and a `/tmp` of their own, as on Lambda.
 */
export interface World {
  /** `namespace`: the system itself shows those paths; `mapped`: the runtime client leads Node.js code to them. */
  readonly kind: 'namespace' | 'mapped';
  /** Why it is mapped: a sentence for the operator; undefined where that was asked for. */
  readonly reason?: string;
  /** Starts the runtime of a function. Standard output and standard error come out of one pipe where that can be. */
  launch(inhabitant: Inhabitant): ChildProcess;
  /** Gives up what the world holds; environments that live in it stay. */
  close(): Promise<void>;
}

/** What a file of the code, by its path below the task root, imports under this name. */
export type LoadAhead = readonly [file: string, specifier: string];

/** An environment whose process can be stopped at a breakpoint. */
export interface InspectedEnvironment {
  /** What its time-outs stand still by, and go on. Both idempotent. */
  readonly deadline: { pause(): void; resume(): void };
}

/** What looks into environments by the inspector of Node.js. */
export interface EnvironmentInspector {
  /** @returns whether a line of an environment is meant for the inspector, not for the log */
  reads(environment: InspectedEnvironment, line: string): boolean;
  gone(environment: InspectedEnvironment): void;
}

export interface LogEvent {
  logGroupName: string;
  logStreamName: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  message: string;
}

export interface LogSink {
  write(event: LogEvent): void;
  /** Told besides of what is written while no event is worked on. */
  late?(log: FunctionLog): void;
}

export interface InvokeOptions {
  /** A UUID; made when missing. */
  requestId?: string;
  /** JSON text, as it comes out of X-Amz-Client-Context after base64. */
  clientContext?: string;
  /** Value for X-Amzn-Trace-Id; made when missing. */
  traceId?: string;
  /** As the function was named: with an alias or a version where it was; the spec's when missing. */
  invokedFunctionArn?: string;
  /** Takes an answer that streams as it comes; without it, the payload of the result has it whole, up to 6 MB. */
  onStream?(answer: StreamedAnswer): void;
}

export interface InvocationResult {
  requestId: string;
  /** JSON text, or what a streaming handler wrote. */
  payload: Buffer;
  /** Content type of a streamed answer; undefined for an ordinary one. */
  streamedContentType?: string;
  functionError?: 'Unhandled';
  /** The last 4 KB of this invocation's log. */
  logTail: Buffer;
  log: FunctionLog;
  coldStart: boolean;
  durationMs: number;
  initDurationMs?: number;
  executedVersion: string;
  logStreamName: string;
}

/** An event on its way to an execution environment. */
export interface Invocation {
  requestId: string;
  traceId: string;
  invokedFunctionArn?: string;
  clientContext?: string;
  payload: Buffer;
  onStream?(answer: StreamedAnswer): void;
}

/** What the runtime answered, or what is said in its place. */
export interface Answer {
  payload: Buffer;
  functionError?: 'Unhandled';
  streamedContentType?: string;
  /** For the REPORT line: absent when the runtime stays usable. */
  status?: 'timeout' | 'error';
  errorType?: string;
}
