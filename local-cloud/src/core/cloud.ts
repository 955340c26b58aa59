import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FunctionLog, InvocationEvent, RequestEvent, StackProgress } from './events.ts';

export type { FunctionLog, InvocationEvent, RequestEvent, StackProgress };

interface CloudEvents {
  request: [RequestEvent];
  invocation: [InvocationEvent];
  /** What a function wrote between two events, such as a framework that logs an error after it has answered. */
  lateLog: [FunctionLog];
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
