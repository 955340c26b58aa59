import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { environmentVariables } from './environment-variables.ts';
import { exited, exitReason, PoolClosedError, timedOut, timedOutText } from './errors.ts';
import { eventHeaders } from './event-headers.ts';
import { dyingWithParent, launch } from './launch.ts';
import { initReportLine, initStartLine, newLogStreamName, reportLine } from './log-lines.ts';
import { LogTail } from './log-tail.ts';
import { OutputParser } from './output-parser.ts';
import { killGroup, peakMemoryKb } from './process-control.ts';
import { RuntimeApiServer } from './runtime-api-server.ts';
import type { Answer, FunctionSpec, Invocation, InvocationResult, LogSink } from './types.ts';

/** Init is given 10 seconds; when it takes longer, Lambda starts over with the function's own time-out. */
const INIT_LIMIT_SECONDS = 10;
/** What is told of one invocation's log beside the log itself, which keeps everything. */
const MAX_MESSAGES = 1000;

/** An invocation and who waits for its result. */
export interface PendingInvocation extends Invocation {
  resolve(result: InvocationResult): void;
  reject(error: Error): void;
}

export interface EnvironmentOwner {
  /** The environment waits for an event. */
  onReady(environment: ExecutionEnvironment): void;
  /**
   * Init failed.
   * @returns the invocation to answer with the failure
   */
  onInitFailed(environment: ExecutionEnvironment, timedOut: boolean): PendingInvocation | undefined;
  /** The environment takes no more events; what it was doing is still to be answered. */
  onEnding(environment: ExecutionEnvironment): void;
  /** The process is gone and its folder removed. */
  onGone(environment: ExecutionEnvironment): void;
}

interface Underway {
  pending: PendingInvocation;
  tail: LogTail;
  startedAt: number;
  timer?: NodeJS.Timeout;
  initDurationMs?: number;
  answer?: Answer;
  durationMs?: number;
  outputComplete: boolean;
}

/**
 * One process that runs one invocation at a time, with a Runtime API, temporary folder and log stream of its
 * own.
 */
export class ExecutionEnvironment {
  readonly logStreamName: string;
  readonly phase: 'init' | 'invoke';
  readonly #spec: FunctionSpec;
  readonly #logs: LogSink;
  readonly #owner: EnvironmentOwner;
  readonly #api: RuntimeApiServer;
  readonly #parser: OutputParser;
  readonly #startedAt = performance.now();
  #child: ChildProcess | undefined;
  #scratch: string | undefined;
  #initTimer: NodeJS.Timeout | undefined;
  #initDurationMs: number | undefined;
  #initAnswer: Answer | undefined;
  #underway: Underway | undefined;
  #coldStart = true;
  /** What was logged since the last invocation ended. */
  #messages: string[] = [];
  #maxRssKb: number | undefined;
  #timedOutAfter: number | undefined;
  #closing = false;
  #gone = false;

  /** @param phase `invoke` for the second try after an init that took too long */
  constructor(spec: FunctionSpec, logs: LogSink, owner: EnvironmentOwner, phase: 'init' | 'invoke' = 'init') {
    this.#spec = spec;
    this.#logs = logs;
    this.#owner = owner;
    this.phase = phase;
    this.logStreamName = newLogStreamName(spec.version, new Date());
    this.#api = new RuntimeApiServer(
      {
        onNext: () => this.#onNext(),
        onAnswer: (requestId, answer) => this.#onAnswer(requestId, answer),
        onInitError: (answer) => {
          this.#initAnswer = answer;
        },
        onDisconnect: () => this.#end(),
      },
      (invocation) => eventHeaders(spec, invocation),
    );
    this.#parser = new OutputParser({
      log: (message, timestamp) => this.#log(message, timestamp),
      endOfInvocation: (requestId, maxRssKb) => this.#onEndOfOutput(requestId, maxRssKb),
    });
    void this.#start().catch((error: Error) => this.#onGone(`Runtime failed to start: ${error.message}`));
  }

  /** Hands an event over; the environment must be ready. */
  invoke(pending: PendingInvocation): void {
    const initDurationMs = this.#coldStart ? this.#initDurationMs : undefined;
    this.#coldStart = false;
    const underway: Underway = {
      pending,
      tail: new LogTail(),
      startedAt: performance.now(),
      initDurationMs,
      outputComplete: false,
    };
    this.#underway = underway;
    underway.timer = setTimeout(() => this.#onTimeout(this.#spec.timeout), this.#spec.timeout * 1000);
    this.#log(`START RequestId: ${pending.requestId} Version: ${this.#spec.version}\n`);
    this.#api.send(pending);
  }

  /** Ends the process; what it was doing is rejected with PoolClosedError. `onGone` tells when it is done. */
  close(): void {
    this.#closing = true;
    killGroup(this.#child);
  }

  #end(): void {
    this.#owner.onEnding(this);
    killGroup(this.#child);
  }

  async #start(): Promise<void> {
    const { scratchDir } = this.#spec;
    await mkdir(scratchDir, { recursive: true });
    const [scratch, runtimeApi, prefix] = await Promise.all([
      mkdtemp(path.join(scratchDir, 'env-')),
      this.#api.listen(),
      dyingWithParent(),
    ]);
    this.#scratch = scratch;
    if (this.#closing) return this.#onGone('');
    this.#log(initStartLine());
    const { logStreamName } = this;
    const variables = environmentVariables(this.#spec, { runtimeApi, logStreamName, scratch });
    const child = launch(this.#spec, variables, prefix);
    this.#child = child;
    const limit = this.phase === 'init' ? INIT_LIMIT_SECONDS : this.#spec.timeout;
    this.#initTimer = setTimeout(() => this.#onTimeout(limit), limit * 1000);
    child.stdout?.on('data', (chunk: Buffer) => this.#parser.push(chunk));
    // Empty where the shell could join the two pipes.
    child.stderr?.on('data', (chunk: Buffer) => this.#parser.push(chunk));
    child.on('error', (error) => this.#onGone(`Runtime failed to start: ${error.message}`));
    // What the function left running would keep the pipe open, and `close` from coming.
    child.on('exit', () => {
      this.#owner.onEnding(this);
      killGroup(child);
    });
    child.on('close', (code, signal) => this.#onGone(exitReason(code, signal)));
  }

  #log(message: string, timestamp = Date.now()): void {
    this.#underway?.tail.push(message);
    this.#messages.push(message);
    if (this.#messages.length > MAX_MESSAGES) this.#messages.shift();
    const { logGroupName } = this.#spec;
    this.#logs.write({ logGroupName, logStreamName: this.logStreamName, timestamp, message });
  }

  #onNext(): void {
    if (this.#initDurationMs === undefined) {
      clearTimeout(this.#initTimer);
      this.#initDurationMs = performance.now() - this.#startedAt;
      this.#owner.onReady(this);
    } else {
      this.#finishIfComplete();
    }
  }

  #onAnswer(requestId: string, answer: Answer): boolean {
    const underway = this.#underway;
    if (underway === undefined || underway.pending.requestId !== requestId || underway.answer) return false;
    underway.answer = answer;
    underway.durationMs = performance.now() - underway.startedAt;
    this.#finishIfComplete();
    return true;
  }

  #onEndOfOutput(requestId: string, maxRssKb: number): void {
    this.#maxRssKb = maxRssKb;
    if (this.#underway?.pending.requestId !== requestId) return;
    this.#underway.outputComplete = true;
    this.#finishIfComplete();
  }

  /**
   * An invocation is over when its answer is in, its output is read, and the runtime asks for the next event.
   */
  #finishIfComplete(): void {
    const underway = this.#underway;
    if (underway?.answer && underway.outputComplete && this.#api.runtimeWaits) {
      this.#finish(underway, underway.answer);
      if (!this.#closing) this.#owner.onReady(this);
    }
  }

  #finish(underway: Underway, answer: Answer, status?: Pick<Answer, 'status' | 'errorType'>): void {
    clearTimeout(underway.timer);
    const { pending, initDurationMs } = underway;
    const { requestId } = pending;
    const durationMs = underway.durationMs ?? performance.now() - underway.startedAt;
    const maxMemoryUsed = this.#maxRssKb === undefined ? undefined : Math.round(this.#maxRssKb / 1024);
    const { memorySize, version } = this.#spec;
    this.#log(`END RequestId: ${requestId}\n`);
    this.#log(reportLine({ requestId, durationMs, memorySize, maxMemoryUsed, initDurationMs, ...status }));
    this.#underway = undefined;
    const { functionName, taskRoot } = this.#spec;
    const failed = answer.functionError !== undefined;
    const log = { functionName, taskRoot, messages: this.#messages, failed };
    this.#messages = [];
    pending.resolve({
      requestId,
      payload: answer.payload,
      streamedContentType: answer.streamedContentType,
      functionError: answer.functionError,
      logTail: underway.tail.toBuffer(),
      log,
      coldStart: initDurationMs !== undefined,
      durationMs,
      initDurationMs,
      executedVersion: version,
      logStreamName: this.logStreamName,
    });
  }

  #onTimeout(seconds: number): void {
    this.#timedOutAfter = seconds;
    this.#maxRssKb = peakMemoryKb(this.#child) ?? this.#maxRssKb;
    this.#end();
  }

  /** The process is gone, or never came to be. Called once or more; the first call counts. */
  #onGone(reason: string): void {
    if (this.#gone) return;
    this.#gone = true;
    clearTimeout(this.#initTimer);
    this.#parser.flush();
    this.#api.close();
    const underway = this.#underway;
    if (this.#closing) {
      clearTimeout(underway?.timer);
      underway?.pending.reject(new PoolClosedError());
    } else if (underway) {
      this.#finishGone(underway, reason);
    } else if (this.#initDurationMs === undefined) {
      this.#failInit(reason);
    }
    this.#underway = undefined;
    const done = () => this.#owner.onGone(this);
    if (this.#scratch === undefined) done();
    else void rm(this.#scratch, { recursive: true, force: true, maxRetries: 3 }).then(done, done);
  }

  #finishGone(underway: Underway, reason: string): void {
    const { requestId } = underway.pending;
    const seconds = this.#timedOutAfter;
    if (seconds !== undefined) {
      this.#log(`${new Date().toISOString()} ${requestId} ${timedOutText(seconds)}\n\n`);
      underway.durationMs ??= seconds * 1000;
      this.#finish(underway, underway.answer ?? timedOut(requestId, seconds), { status: 'timeout' });
    } else {
      this.#log(`RequestId: ${requestId} Error: ${reason}\nRuntime.ExitError\n`);
      const status = { status: 'error', errorType: 'Runtime.ExitError' } as const;
      this.#finish(underway, underway.answer ?? exited(requestId, reason), status);
    }
  }

  #failInit(reason: string): void {
    const initDurationMs = performance.now() - this.#startedAt;
    const timeout = this.#timedOutAfter;
    const errorType = this.#initAnswer?.errorType ?? 'Runtime.ExitError';
    const status = timeout === undefined ? 'error' : 'timeout';
    this.#log(initReportLine({ initDurationMs, phase: this.phase, status, errorType }));
    const pending = this.#owner.onInitFailed(this, timeout !== undefined);
    if (pending === undefined) return;
    const underway: Underway = {
      pending,
      tail: new LogTail(),
      startedAt: performance.now(),
      durationMs: initDurationMs,
      answer: this.#initAnswer,
      outputComplete: true,
    };
    this.#underway = underway;
    this.#log(`START RequestId: ${pending.requestId} Version: ${this.#spec.version}\n`);
    this.#finishGone(underway, reason);
  }
}
