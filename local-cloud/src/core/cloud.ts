import { EventEmitter } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Clock } from './clock.ts';
import type {
  FunctionLog,
  InvocationEvent,
  InvokedEvent,
  LoggedEvent,
  RequestEvent,
  SkipEvent,
  StackProgress,
} from './events.ts';
import { temporaryFolder } from './files.ts';
import { Records } from './records/records.ts';
import { MemoryStore } from './store/memory-store.ts';
import type { Store } from './store/store.ts';

export type { FunctionLog, InvocationEvent, RequestEvent, StackProgress };

interface CloudEvents {
  request: [RequestEvent];
  invocation: [InvocationEvent];
  /** Every run of a function; only for who listens. */
  invoked: [InvokedEvent];
  /** Every log event; only for who listens. */
  logged: [LoggedEvent];
  /** A sentence for the operator. */
  notice: [string];
  /** What a function wrote between two events, such as a framework that logs an error after it has answered. */
  lateLog: [FunctionLog];
  stack: [StackProgress];
  skip: [SkipEvent];
}

export interface CloudOptions {
  readonly accountId: string;
  readonly hosts: readonly string[];
  readonly localstackVariables?: boolean;
  readonly exactRuntimes?: boolean;
  readonly skipUnsupported?: boolean;
  /** Default: the machine's time. */
  readonly clock?: Clock;
  /** The folder where state is kept, and the store in it, which is closed with the cloud. Default: state ends with the cloud. */
  readonly kept?: { readonly folder: string; readonly store: Store };
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
  /** Whether a Node.js that a runtime names is installed where it is missing. */
  readonly exactRuntimes: boolean;
  /** Whether stacks are made without what is lacking here, instead of being refused. */
  readonly skipUnsupported: boolean;
  /** A folder of this cloud's own, gone when it closes. */
  readonly scratchDir: string;
  /** The time this cloud lives by. */
  readonly clock: Clock;
  /** Where services keep what is to be found again when the cloud starts with the same folder. */
  readonly store: Store;
  /** What writes services' records to the store. */
  readonly records: Records;
  /** Where files lie that records name: in the folder where state is kept, or in one that goes with the cloud. */
  readonly filesDir: string;
  readonly events = new EventEmitter<CloudEvents>();
  readonly stores = new Map<string, unknown>();
  readonly #closers: (() => Promise<void>)[] = [];

  private constructor(options: CloudOptions & { scratchDir: string }) {
    this.accountId = options.accountId;
    this.hosts = options.hosts;
    this.localstackVariables = options.localstackVariables ?? false;
    this.exactRuntimes = options.exactRuntimes ?? false;
    this.skipUnsupported = options.skipUnsupported ?? false;
    this.clock = options.clock ?? new Clock();
    this.store = options.kept?.store ?? new MemoryStore();
    this.records = new Records(this.store, options.kept !== undefined, (error) => this.#cannotSave(error));
    this.scratchDir = options.scratchDir;
    this.filesDir = options.kept?.folder ?? options.scratchDir;
  }

  static async create(options: CloudOptions): Promise<Cloud> {
    const scratchDir = await temporaryFolder('local-cloud-');
    // Node looks for one above functions' code: the developer's own, somewhere above, is none of theirs.
    await writeFile(path.join(scratchDir, 'package.json'), '{}\n');
    return new Cloud({ ...options, scratchDir });
  }

  /** Registers what has to end with the cloud; closers run newest first. */
  onClose(closer: () => Promise<void>): void {
    this.#closers.push(closer);
  }

  async close(): Promise<void> {
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) await closer();
    this.clock.close();
    await this.records.close();
    await this.store.close();
    await rm(this.scratchDir, { recursive: true, force: true, maxRetries: 3 }).catch((error: Error) => {
      // What a function left open on Windows can't be removed.
      this.events.emit('notice', `${this.scratchDir} could not be removed: ${error.message}`);
    });
    this.stores.clear();
  }

  #cannotSave(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === this.#lastFailure) return;
    this.#lastFailure = reason;
    this.events.emit(
      'notice',
      `What changes can't be saved in ${this.filesDir} and is gone when local-cloud ends: ${reason}. It is tried again.`,
    );
  }
  #lastFailure: string | undefined;
}
