import { availableParallelism } from 'node:os';
import type { EnvironmentOwner } from './environment-owner.ts';
import { PoolClosedError } from './errors.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import { ProcessorIdle } from './processor-idle.ts';
import { assertSupportedRuntime } from './runtime-command.ts';
import type { FunctionSpec, InvocationResult, InvokeOptions, LoadAhead, LogSink } from './types.ts';
import { newPending, type PendingInvocation } from './underway.ts';

/** How long an environment beside the first is kept without work. */
const IDLE_LIMIT_MS = 30_000;

/**
 * Bounds, in ms, on how long an invocation waits for a busy environment before another one is started; `starting` where
 * one is on its way, or nothing is known of the function yet.
 */
const PATIENCE = { least: 10, most: 50, starting: 100 };

/**
 * Beyond an environment a core, more of them only help while processors idle: functions that wait for something. Where
 * less than this share is idle, a further process makes all of them slower (ten callers of a handler that reads from
 * DynamoDB, two cores: 715 requests/s with two environments, which leave a third idle, and 600 with four). So an
 * invocation waits on and looks again every 25 ms, though never for longer than 500 ms: it may be what the busy ones
 * wait for.
 */
const BUSY = { idleShare: 0.5, look: 25, most: 500 };

interface Queued extends PendingInvocation {
  queuedAt: number;
}

export interface PoolOptions {
  /** Milliseconds an environment beside the first is kept without work; 30,000 when missing. */
  idleLimitMs?: number;
}

/**
 * The execution environments of one function version: kept warm, the one used last is used first, more under
 * load.
 *
 * On AWS every waiting invocation starts an environment. On one machine that is the slower way: a cold start
 * costs a hundred times what a short handler does, and the processes share a few cores. So an invocation
 * first waits for twice as long as one usually takes (10 to 50 ms); when no environment was free by then,
 * more are started, twice as many each time, unless the processors are busy with those there are.
 */
export class ExecutionEnvironmentPool implements EnvironmentOwner<ExecutionEnvironment> {
  readonly #spec: FunctionSpec;
  readonly #logs: LogSink;
  readonly #idleLimitMs: number;
  readonly #environments = new Set<ExecutionEnvironment>();
  /** Ended, but not gone yet. */
  readonly #ending = new Set<ExecutionEnvironment>();
  readonly #starting = new Set<ExecutionEnvironment>();
  /** The one used last is at the end. */
  readonly #idle: { environment: ExecutionEnvironment; since: number }[] = [];
  readonly #queue: Queued[] = [];
  #held: ExecutionEnvironment | undefined;
  /** Worked on, or in the queue for an environment. */
  #underway = 0;
  /** What waits for its turn: beyond what is worked on at once. */
  readonly #waiting: { go(): void; stop(error: Error): void }[] = [];
  #usualDurationMs: number | undefined;
  #growBy = 1;
  /** When an environment was last started, or was ready after a start. */
  #grownAt = 0;
  #growTimer: NodeJS.Timeout | undefined;
  readonly #processors = new ProcessorIdle();
  #retireTimer: NodeJS.Timeout | undefined;
  #state: 'open' | 'draining' | 'closed' = 'open';
  #whenEmpty: (() => void)[] = [];

  /** @throws UnsupportedRuntimeError */
  constructor(spec: FunctionSpec, logs: LogSink, options: PoolOptions = {}) {
    assertSupportedRuntime(spec.runtime);
    this.#spec = spec;
    this.#logs = logs;
    this.#idleLimitMs = options.idleLimitMs ?? IDLE_LIMIT_MS;
  }

  /** Environments alive, and invocations under way: for status pages. */
  get stats(): { environments: number; underway: number } {
    return { environments: this.#environments.size, underway: this.#underway };
  }

  /**
   * Runs the function. What goes wrong inside it is part of the result.
   * @param payload JSON
   * @throws PoolClosedError
   */
  async invoke(payload: Buffer, options: InvokeOptions = {}): Promise<InvocationResult> {
    if (this.#state !== 'open') throw new PoolClosedError();
    if (this.#underway < this.#spec.maxConcurrency) this.#underway += 1;
    else await new Promise<void>((go, stop) => this.#waiting.push({ go, stop }));
    try {
      // Not any more, where its turn came last.
      if (this.#state !== 'open') throw new PoolClosedError();
      const result = await new Promise<InvocationResult>((resolve, reject) => {
        const pending = newPending(payload, options, resolve, reject);
        this.#dispatch(Object.assign(pending, { queuedAt: performance.now() }));
      });
      this.#usualDurationMs = 0.8 * (this.#usualDurationMs ?? result.durationMs) + 0.2 * result.durationMs;
      return result;
    } finally {
      const next = this.#waiting.shift();
      if (next) next.go();
      else this.#underway -= 1;
    }
  }

  /** Starts an environment where there is none, before an invocation asks for it. */
  warm(): void {
    if (this.#state === 'open' && this.#environments.size === 0) this.#start();
  }

  /** Starts an environment that loads packages and then waits for `release`, before any invocation. */
  hold(ahead: readonly LoadAhead[]): void {
    if (this.#state === 'open') this.#held = this.#start('init', { ...this.#spec, ahead });
  }

  /** Lets the environment that was held load the function; starts one where there is none. */
  release(): void {
    this.#held?.release();
    this.#held = undefined;
    this.warm();
  }

  /** Takes no more invocations, lets those under way finish. Resolves when no process is left. */
  drain(): Promise<void> {
    if (this.#state === 'open') this.#state = 'draining';
    this.#stopWaiting();
    for (const { environment } of this.#idle.splice(0)) this.#end(environment);
    if (this.#held) this.#end(this.#held);
    return this.#empty();
  }

  /**
   * Ends all environments; what they were doing is rejected with PoolClosedError. Resolves when no process is
   * left.
   */
  close(): Promise<void> {
    this.#state = 'closed';
    this.#stopWaiting();
    clearTimeout(this.#growTimer);
    clearTimeout(this.#retireTimer);
    for (const queued of this.#queue.splice(0)) queued.reject(new PoolClosedError());
    this.#idle.length = 0;
    for (const environment of this.#environments) this.#end(environment);
    return this.#empty();
  }

  onReady(environment: ExecutionEnvironment): void {
    if (this.#starting.delete(environment)) this.#grownAt = performance.now();
    const queued = this.#queue.shift();
    if (queued) {
      environment.invoke(queued);
    } else if (this.#state === 'open') {
      this.#growBy = 1;
      this.#idle.push({ environment, since: performance.now() });
      this.#retireLater();
    } else {
      this.#end(environment);
    }
  }

  onInitFailed(environment: ExecutionEnvironment): PendingInvocation | undefined {
    this.#starting.delete(environment);
    // Lambda tries once more, now within the invocation, before it answers with the failure.
    if (environment.phase === 'init') {
      if (this.#queue.length > 0 && this.#state !== 'closed') this.#start('invoke');
      return undefined;
    }
    return this.#queue.shift();
  }

  onUnserved(pending: PendingInvocation): void {
    this.#queue.unshift({ ...pending, queuedAt: performance.now() });
    if (this.#starting.size === 0) this.#start();
  }

  onEnding(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    this.#ending.add(environment);
    const index = this.#idle.findIndex((idle) => idle.environment === environment);
    if (index !== -1) this.#idle.splice(index, 1);
  }

  onGone(environment: ExecutionEnvironment): void {
    this.onEnding(environment);
    this.#starting.delete(environment);
    this.#ending.delete(environment);
    if (this.#queue.length > 0 && this.#environments.size === 0) this.#start();
    if (this.#isEmpty()) for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  #stopWaiting(): void {
    for (const { stop } of this.#waiting.splice(0)) stop(new PoolClosedError());
  }

  #end(environment: ExecutionEnvironment): void {
    this.onEnding(environment);
    environment.close();
  }

  #dispatch(queued: Queued): void {
    const idle = this.#idle.pop();
    if (idle) {
      idle.environment.invoke(queued);
      return;
    }
    this.#queue.push(queued);
    if (this.#environments.size === 0) this.#start();
    else this.#growLater();
  }

  #start(phase: 'init' | 'invoke' = 'init', spec = this.#spec): ExecutionEnvironment {
    const environment = new ExecutionEnvironment(spec, this.#logs, this, phase);
    this.#environments.add(environment);
    this.#starting.add(environment);
    this.#grownAt = performance.now();
    return environment;
  }

  #growLater(): void {
    if (this.#growTimer || this.#state === 'closed') return;
    const [oldest] = this.#queue;
    if (oldest === undefined || this.#queue.length <= this.#starting.size) return;
    // A debugger looks into one.
    if (this.#spec.inspector && this.#environments.size > 0) return;
    const left = this.#patienceEnds(oldest) - performance.now();
    this.#growTimer = setTimeout(() => this.#grow(), Math.max(this.#beyondCores ? BUSY.look : 1, left));
  }

  #grow(): void {
    this.#growTimer = undefined;
    const [oldest] = this.#queue;
    if (oldest && performance.now() >= this.#patienceEnds(oldest) && !this.#wouldSlowDown(oldest)) {
      const room = this.#spec.maxConcurrency - this.#environments.size;
      const count = Math.min(this.#queue.length - this.#starting.size, this.#growBy, room);
      for (let started = 0; started < count; started++) this.#start();
      this.#growBy *= 2;
    }
    this.#growLater();
  }

  /**
   * Counted from the last change on: a start takes the processor from everybody, which says nothing about the
   * load.
   */
  #patienceEnds(oldest: Queued): number {
    const since = Math.max(oldest.queuedAt, this.#grownAt);
    if (this.#starting.size > 0 || this.#usualDurationMs === undefined) return since + PATIENCE.starting;
    return since + Math.min(PATIENCE.most, Math.max(PATIENCE.least, 2 * this.#usualDurationMs));
  }

  get #beyondCores(): boolean {
    return this.#environments.size >= availableParallelism();
  }

  #wouldSlowDown(oldest: Queued): boolean {
    if (!this.#beyondCores || performance.now() - oldest.queuedAt >= BUSY.most) return false;
    return this.#processors.look() < BUSY.idleShare;
  }

  #retireLater(): void {
    const [oldest] = this.#idle;
    if (this.#retireTimer || oldest === undefined || this.#environments.size < 2) return;
    const left = oldest.since + this.#idleLimitMs - performance.now();
    this.#retireTimer = setTimeout(() => this.#retire(), Math.max(1, left)).unref();
  }

  #retire(): void {
    this.#retireTimer = undefined;
    const deadline = performance.now() - this.#idleLimitMs;
    while (this.#environments.size > 1 && this.#idle[0] && this.#idle[0].since <= deadline) {
      this.#end(this.#idle[0].environment);
    }
    this.#retireLater();
  }

  #isEmpty(): boolean {
    return this.#environments.size + this.#ending.size === 0;
  }

  #empty(): Promise<void> {
    if (this.#isEmpty()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenEmpty.push(resolve);
    });
  }
}
