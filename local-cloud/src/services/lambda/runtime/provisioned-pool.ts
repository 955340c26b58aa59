import { availableParallelism } from 'node:os';
import type { EnvironmentOwner } from './environment-owner.ts';
import { UnservedError } from './errors.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionSpec, InvocationResult, InvokeOptions, LogSink } from './types.ts';
import { newPending, type PendingInvocation } from './underway.ts';

/** Environments that start at once: more of them would only share the cores. */
const STARTS_AT_ONCE = availableParallelism();

/**
 * Execution environments that are initialised ahead of invocations, so many of them as are asked for: one that ends is
 * replaced. One whose init fails, or that ends before it served anything, fails them all.
 */
export class ProvisionedPool implements EnvironmentOwner<ExecutionEnvironment> {
  readonly #spec: FunctionSpec;
  readonly #logs: LogSink;
  #wanted = 0;
  #failed = false;
  #closed = false;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #starting = new Set<ExecutionEnvironment>();
  /** Ended, but not gone yet. */
  readonly #ending = new Set<ExecutionEnvironment>();
  readonly #served = new WeakSet<ExecutionEnvironment>();
  /** At work, and to end with it. */
  readonly #stale = new WeakSet<ExecutionEnvironment>();
  /** The one used last is at the end. */
  readonly #idle: ExecutionEnvironment[] = [];
  #whenSettled: (() => void)[] = [];
  #whenEmpty: (() => void)[] = [];

  constructor(spec: FunctionSpec, logs: LogSink) {
    this.#spec = { ...spec, initializationType: 'provisioned-concurrency' };
    this.#logs = logs;
  }

  /** Environments that are initialised, at work or not. */
  get available(): number {
    return [...this.#environments].filter((environment) => !this.#starting.has(environment)).length;
  }

  get status(): 'IN_PROGRESS' | 'READY' | 'FAILED' {
    if (this.#failed || this.#closed) return 'FAILED';
    return this.available >= this.#wanted ? 'READY' : 'IN_PROGRESS';
  }

  /** Whether an invocation would be taken at once. */
  get hasIdle(): boolean {
    return this.#idle.length > 0;
  }

  /** Starts or ends environments until there are so many. */
  resize(wanted: number): void {
    this.#wanted = wanted;
    this.#failed = false;
    while (this.#environments.size > wanted) {
      const spare = this.#idle[0] ?? [...this.#starting].at(-1);
      if (!spare) break;
      this.#end(spare);
    }
    this.#fill();
    this.#tell();
  }

  /** Replaces every environment, as what they run has changed. */
  renew(): void {
    const resting = [...this.#idle, ...this.#starting];
    for (const environment of this.#environments) this.#stale.add(environment);
    for (const environment of resting) this.#end(environment);
    this.#failed = false;
    this.#fill();
  }

  /** Resolves once all are ready, one has failed, or the pool is closed. */
  settled(): Promise<void> {
    if (this.status !== 'IN_PROGRESS') return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenSettled.push(resolve);
    });
  }

  /**
   * Runs the function in an environment that waits.
   * @throws UnservedError where none does, or it ended before it took the event; PoolClosedError where the pool is closed
   */
  invoke(payload: Buffer, options: InvokeOptions): Promise<InvocationResult> {
    return new Promise((resolve, reject) => {
      const environment = this.#idle.pop();
      if (!environment) return reject(new UnservedError());
      environment.invoke(
        newPending(
          payload,
          options,
          (result) => {
            this.#served.add(environment);
            resolve(result);
          },
          reject,
        ),
      );
    });
  }

  /** Lets what is under way finish, or with `now` not. Resolves when no process is left. */
  close(now = false): Promise<void> {
    this.#closed = true;
    for (const environment of now ? this.#environments : [...this.#idle, ...this.#starting]) {
      this.#end(environment);
    }
    this.#tell();
    if (this.#isEmpty) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenEmpty.push(resolve);
    });
  }

  onReady(environment: ExecutionEnvironment): void {
    this.#starting.delete(environment);
    const spare = this.#closed || this.#failed || this.#environments.size > this.#wanted;
    if (spare || this.#stale.has(environment)) {
      this.#end(environment);
      this.#fill();
      return;
    }
    this.#idle.push(environment);
    this.#fill();
    this.#tell();
  }

  onInitFailed(environment: ExecutionEnvironment): undefined {
    this.#starting.delete(environment);
    this.onEnding(environment);
    this.#fail();
  }

  onUnserved(pending: PendingInvocation): void {
    pending.reject(new UnservedError());
  }

  onEnding(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    this.#ending.add(environment);
    const index = this.#idle.indexOf(environment);
    if (index === -1) return;
    this.#idle.splice(index, 1);
    // It would end again and again.
    if (!this.#closed && !this.#served.has(environment)) this.#fail();
  }

  onGone(environment: ExecutionEnvironment): void {
    this.onEnding(environment);
    this.#starting.delete(environment);
    this.#ending.delete(environment);
    this.#fill();
    if (this.#isEmpty) for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  get #isEmpty(): boolean {
    return this.#environments.size + this.#ending.size === 0;
  }

  #fill(): void {
    if (this.#closed || this.#failed) return;
    while (this.#environments.size < this.#wanted && this.#starting.size < STARTS_AT_ONCE) {
      const environment = new ExecutionEnvironment(this.#spec, this.#logs, this);
      this.#environments.add(environment);
      this.#starting.add(environment);
    }
  }

  #fail(): void {
    if (this.#failed) return;
    this.#failed = true;
    for (const environment of [...this.#idle, ...this.#starting]) this.#end(environment);
    this.#tell();
  }

  #end(environment: ExecutionEnvironment): void {
    const index = this.#idle.indexOf(environment);
    if (index !== -1) this.#idle.splice(index, 1);
    this.#starting.delete(environment);
    this.onEnding(environment);
    environment.close();
  }

  #tell(): void {
    if (this.status === 'IN_PROGRESS') return;
    for (const resolve of this.#whenSettled.splice(0)) resolve();
  }
}
