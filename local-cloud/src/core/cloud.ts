import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

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

/** A step of a stack operation, as its stack event tells it. */
export interface StackProgress {
  readonly stackName: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason?: string;
}

interface CloudEvents {
  request: [RequestEvent];
  invocation: [InvocationEvent];
  stack: [StackProgress];
}

interface CloudOptions {
  readonly accountId: string;
  readonly hosts: readonly string[];
  readonly localstackVariables?: boolean;
}

/**
 * One running cloud: what every service shares. It holds no service state of its own; services keep theirs in stores
 * (see `defineStore`), which live exactly as long as the cloud does.
 */
export class Cloud {
  readonly accountId: string;
  /** Where this cloud answers, e.g. `http://127.0.0.1:4566`: what deployed code gets as AWS_ENDPOINT_URL. */
  endpoint = '';
  /** The addresses that servers of this cloud (function URLs) listen on too. */
  readonly hosts: readonly string[];
  /** Whether functions get LOCALSTACK_HOSTNAME and EDGE_PORT as well. */
  readonly localstackVariables: boolean;
  /** A folder of this cloud's own, gone when it closes. */
  readonly scratchDir: string;
  readonly events = new EventEmitter<CloudEvents>();
  readonly stores = new Map<string, unknown>();
  readonly #closers: (() => Promise<void>)[] = [];

  private constructor(options: CloudOptions & { scratchDir: string }) {
    this.accountId = options.accountId;
    this.hosts = options.hosts;
    this.localstackVariables = options.localstackVariables ?? false;
    this.scratchDir = options.scratchDir;
  }

  static async create(options: CloudOptions): Promise<Cloud> {
    const scratchDir = await mkdtemp(path.join(tmpdir(), 'local-cloud-'));
    return new Cloud({ ...options, scratchDir });
  }

  /** Registers what has to end with the cloud; closers run newest first. */
  onClose(closer: () => Promise<void>): void {
    this.#closers.push(closer);
  }

  async close(): Promise<void> {
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) await closer();
    await rm(this.scratchDir, { recursive: true, force: true, maxRetries: 3 });
    this.stores.clear();
  }
}
