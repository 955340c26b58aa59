import type { LastWord } from './bootstrap/frames.mjs';
import { CollectedLog } from './collected-log.ts';
import { Companions } from './companions.ts';
import { Deadline } from './deadline.ts';
import { endingOf, exitLine, type Outcome, outcomeOf } from './ending.ts';
import type { EnvironmentOwner } from './environment-owner.ts';
import { environmentVariables } from './environment-variables.ts';
import { answerOf, functionError, PoolClosedError } from './errors.ts';
import { eventHeaders } from './event-headers.ts';
import { initLimitSeconds } from './init-limit.ts';
import { initReportLine, initStartLine, newLogStreamName } from './log-lines.ts';
import { RuntimeApiServer } from './runtime-api-server.ts';
import { isNode } from './runtime-command.ts';
import { exceeds, RuntimeProcess } from './runtime-process.ts';
import type { Answer, FunctionSpec, LogSink } from './types.ts';
import {
  closingLines,
  newUnderway,
  openStream,
  type PendingInvocation,
  resultOf,
  type Underway,
} from './underway.ts';

/** One process that runs one invocation at a time, with a Runtime API, temporary folder and log stream of its own. */
export class ExecutionEnvironment {
  readonly logStreamName: string;
  readonly phase: 'init' | 'invoke';
  readonly deadline = new Deadline((seconds) => this.#onTimeout(seconds));
  readonly #spec: FunctionSpec;
  readonly #logs: LogSink;
  readonly #owner: EnvironmentOwner<ExecutionEnvironment>;
  readonly #api: RuntimeApiServer;
  /** Of standard output, and of standard error where a system can't join the two: frames stand between whole lines. */
  readonly #collected: CollectedLog;
  #startedAt = performance.now();
  readonly #process: RuntimeProcess;
  readonly #companions: Companions;
  /** Whether the owner was told that an event can be taken. */
  #isReady = false;
  #initDurationMs: number | undefined;
  #initAnswer: Answer | undefined;
  #underway: Underway | undefined;
  #coldStart = true;
  #maxRssKb: number | undefined;
  #timedOutAfter: number | undefined;
  #lastRequestId: string | undefined;
  #diedIdle = false;
  #closing = false;
  #outOfMemory = false;
  #exitErrorType = 'Runtime.ExitError';

  /** @param phase `invoke` for the second try after an init that took too long */
  constructor(
    spec: FunctionSpec,
    logs: LogSink,
    owner: EnvironmentOwner<ExecutionEnvironment>,
    phase: 'init' | 'invoke' = 'init',
  ) {
    this.#spec = spec;
    this.#logs = logs;
    this.#owner = owner;
    this.phase = phase;
    this.#collected = new CollectedLog(spec);
    this.logStreamName = newLogStreamName(spec.version, new Date());
    this.#api = new RuntimeApiServer(
      {
        onNext: () => this.#onNext(),
        onAnswer: (requestId, answer) => this.#onAnswer(requestId, answer),
        onStream: (requestId, contentType) => openStream(this.#underway, requestId, contentType),
        onInitError: (answer) => {
          this.#initAnswer = answer;
        },
        onDisconnect: () => this.#end(),
      },
      (invocation) => eventHeaders(spec, invocation),
      (request, response) => this.#companions.route(request, response),
    );
    this.#companions = new Companions(spec, phase, {
      onNext: () => this.#readyIfAll(),
      onError: (errorType) => {
        this.#initAnswer ??= functionError(errorType, `An extension failed: ${errorType}`);
        this.#end();
      },
    });
    this.#process = new RuntimeProcess(spec, this.logStreamName, {
      log: (message, timestamp) => {
        if (spec.inspector?.reads(this, message)) return;
        this.#companions.onLine(message);
        this.#log(message, timestamp);
      },
      endOfInvocation: (requestId, maxRssKb, payload) => this.#onEndOfOutput(requestId, maxRssKb, payload),
      lastWord: (word) => this.#onLastWord(word),
      onExit: () => this.#onExit(),
      onGone: (reason, errorType) => this.#onGone(reason, errorType),
      onOutOfMemory: () => this.#onOutOfMemory(),
    });
    if (spec.ahead) this.deadline.pause();
    void this.#start().catch((error: Error) => this.#process.fail(error));
  }

  /** Hands an event over; the environment must be ready. */
  invoke(pending: PendingInvocation): void {
    const coldStart = this.#coldStart;
    this.#coldStart = false;
    // What took its init too long the first time has its second as part of the invocation.
    const withInit = coldStart && this.phase === 'invoke';
    const underway = newUnderway(pending, {
      startedAt: withInit ? this.#startedAt : performance.now(),
      coldStart: coldStart && this.#spec.initializationType === 'on-demand',
      initDurationMs: coldStart && !withInit ? this.#initDurationMs : undefined,
    });
    this.#underway = underway;
    const left = this.#spec.timeout * 1000 - (performance.now() - underway.startedAt);
    this.deadline.start(this.#spec.timeout, left);
    this.#log(`START RequestId: ${pending.requestId} Version: ${this.#spec.version}\n`);
    this.#process.watch(true);
    this.#isReady = false;
    this.#companions.onInvoke(pending, left);
    this.#api.send(pending);
  }

  /** Ends the process; what it was doing is rejected with PoolClosedError. `onGone` tells when it is done. */
  close(): void {
    this.#closing = true;
    if (this.#companions.wantEnd) this.#process.terminate();
    else this.#process.kill();
  }

  /** Has one that was held load the function, whose init begins with that. */
  release(): void {
    this.#startedAt = performance.now();
    this.deadline.resume();
    this.#process.watch(true);
    this.#api.release();
  }

  #end(): void {
    this.#owner.onEnding(this);
    this.#process.killRuntime();
  }

  #onExit(): Promise<void> | undefined {
    this.#owner.onEnding(this);
    if (this.#closing) return this.#companions.shutdown('spindown');
    return this.#companions.onRuntimeGone(this.#underway, this.#outcome, this.#startedAt);
  }

  get #outcome(): Outcome {
    return outcomeOf(this.#initAnswer?.errorType ?? this.#exitErrorType, this.#timedOutAfter);
  }

  async #start(): Promise<void> {
    const [runtimeApi] = await Promise.all([this.#api.listen(), this.#process.prepare()]);
    if (this.#closing) return this.#process.fail(new PoolClosedError());
    this.#companions.onInitStart();
    this.#log(initStartLine(this.#spec));
    this.#process.start(environmentVariables(this.#spec, { runtimeApi, logStreamName: this.logStreamName }));
    this.deadline.start(initLimitSeconds(this.#spec, this.phase));
  }

  #log(message: string, timestamp = Date.now()): void {
    this.#underway?.tail.push(message);
    this.#collected.add(message);
    if (this.#initDurationMs !== undefined && !this.#underway) this.#logs.late?.(this.#collected.take(false));
    const { logGroupName } = this.#spec;
    this.#logs.write({ logGroupName, logStreamName: this.logStreamName, timestamp, message });
  }

  #onNext(): void {
    const { requestId } = this.#underway?.pending ?? {};
    if (requestId === undefined) this.#readyIfAll();
    else if (isNode(this.#spec)) this.#finishIfComplete();
    // A runtime of one's own does not mark the end of what it wrote: it has gone into the pipe by now.
    else setImmediate(() => this.#onEndOfOutput(requestId, this.#process.peakMemoryKb() ?? 0));
  }

  /** The next event can come once the runtime and all extensions wait for it. */
  #readyIfAll(): void {
    const waits = this.#api.runtimeWaits && this.#companions.areReady;
    if (!waits || this.#isReady || this.#underway || this.#closing) return;
    if (this.#initDurationMs === undefined) {
      this.deadline.clear();
      this.#initDurationMs = performance.now() - this.#startedAt;
      this.#process.watch(false);
      this.#companions.onInitDone({ durationMs: this.#initDurationMs, status: 'success' });
    }
    this.#isReady = true;
    this.#owner.onReady(this);
  }

  #onAnswer(requestId: string, answer: Answer): boolean {
    const underway = this.#underway;
    if (underway === undefined || underway.pending.requestId !== requestId || underway.answer) return false;
    underway.answer = answer;
    underway.durationMs = performance.now() - underway.startedAt;
    this.#finishIfComplete();
    return true;
  }

  /** The process ends, and says here what it could not any more say to the Runtime API. */
  #onLastWord(word: LastWord): void {
    this.#owner.onEnding(this);
    if (word.kind === 'idle') this.#diedIdle = true;
    else if (word.kind === 'init-error') this.#initAnswer = answerOf(word);
    else this.#onAnswer(word.requestId ?? '', answerOf(word));
  }

  #onEndOfOutput(requestId: string, maxRssKb: number, payload?: Buffer): void {
    this.#maxRssKb = maxRssKb;
    if (this.#underway?.pending.requestId !== requestId) return;
    if (payload) this.#onAnswer(requestId, { payload });
    this.#underway.outputComplete = true;
    if (exceeds(this.#spec, maxRssKb)) this.#onOutOfMemory();
    else this.#finishIfComplete();
  }

  /** Lambda kills what takes more memory than there is; whatever it had answered is lost. */
  #onOutOfMemory(): void {
    this.#outOfMemory = true;
    this.#exitErrorType = 'Runtime.OutOfMemory';
    if (this.#underway) this.#underway.answer = undefined;
    this.#maxRssKb = this.#spec.memorySize * 1024;
    this.#end();
  }

  /** An invocation is over when its answer is in, its output is read, and the runtime asks for the next event. */
  #finishIfComplete(): void {
    const underway = this.#underway;
    if (this.#outOfMemory) return;
    if (underway?.answer && underway.outputComplete && this.#api.runtimeWaits) {
      this.#finish(underway, underway.answer);
      this.#readyIfAll();
    }
  }

  #finish(underway: Underway, answer: Answer, status?: Pick<Answer, 'status' | 'errorType'>): void {
    this.deadline.clear();
    this.#process.watch(false);
    this.#lastRequestId = underway.pending.requestId;
    underway.durationMs ??= performance.now() - underway.startedAt;
    this.#companions.onDone(underway, { ...answer, ...status }, this.#maxRssKb);
    for (const line of closingLines(underway, this.#spec, this.#maxRssKb, status)) this.#log(line);
    this.#underway = undefined;
    const log = this.#collected.take(answer.functionError !== undefined);
    const where = { executedVersion: this.#spec.version, logStreamName: this.logStreamName };
    underway.pending.resolve(resultOf(underway, answer, { log, ...where }));
  }

  #onTimeout(seconds: number): void {
    this.#timedOutAfter = seconds;
    this.#maxRssKb = this.#process.lastMemoryKb() ?? this.#maxRssKb;
    this.#end();
  }

  #onGone(reason: string, errorType?: string): void {
    if (errorType !== undefined) this.#exitErrorType = errorType;
    this.deadline.clear();
    this.#spec.inspector?.gone(this);
    this.#api.close();
    const underway = this.#underway;
    if (this.#closing) {
      underway?.pending.reject(new PoolClosedError());
    } else if (underway && this.#diedIdle && !underway.answer) {
      this.#owner.onUnserved(underway.pending);
    } else if (underway) {
      this.#finishGone(underway, reason);
    } else if (this.#initDurationMs === undefined) {
      this.#failInit(reason);
    } else if (this.#diedIdle && this.#lastRequestId !== undefined) {
      this.#log(exitLine(this.#lastRequestId, reason));
    }
    this.#underway = undefined;
    const done = () => this.#owner.onGone(this);
    void this.#process.clean().then(done, done);
  }

  #finishGone(underway: Underway, reason: string): void {
    const seconds = this.#timedOutAfter;
    const { requestId } = underway.pending;
    const { line, answer, outcome } = endingOf(requestId, reason, this.#exitErrorType, seconds);
    this.#log(line);
    if (seconds !== undefined) underway.durationMs ??= seconds * 1000;
    this.#finish(underway, underway.answer ?? answer, outcome);
  }

  #failInit(reason: string): void {
    const initDurationMs = performance.now() - this.#startedAt;
    this.#log(initReportLine({ initDurationMs, phase: this.phase, ...this.#outcome }));
    const pending = this.#owner.onInitFailed(this);
    if (pending === undefined) return;
    const facts = { startedAt: this.#startedAt, coldStart: true, durationMs: initDurationMs };
    const underway = newUnderway(pending, { ...facts, answer: this.#initAnswer });
    this.#underway = underway;
    this.#log(`START RequestId: ${pending.requestId} Version: ${this.#spec.version}\n`);
    this.#finishGone(underway, reason);
  }
}
