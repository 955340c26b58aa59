import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { exitReason, InvalidEntrypointError } from './errors.ts';
import { type OutputHandlers, OutputParser } from './output-parser.ts';
import { killAll, killGroup, peakMemoryKb, residentKb } from './process-control.ts';
import type { FunctionSpec } from './types.ts';

/** How often a process that works is looked at from the outside, in ms. */
const WATCH_MS = 50;

/** What Lambda gives a runtime between SIGTERM and SIGKILL, where there are extensions: in ms. */
const TERMINATION_MS = 300;

export interface ProcessHandlers extends OutputHandlers {
  /**
   * The process has ended; its output is still to be read.
   * @returns what those that it leaves behind are given to end; undefined where they end at once
   */
  onExit(): Promise<void> | undefined;
  /** The process is gone, or never came to be, and nothing more comes of it. Once. */
  onGone(reason: string, errorType?: string): void;
  /** It has more memory than the function may have. */
  onOutOfMemory(): void;
}

/** The process of an execution environment: started in its world, watched for its memory, ended with all that it started. */
export class RuntimeProcess {
  readonly #spec: FunctionSpec;
  readonly #logStreamName: string;
  readonly #handlers: ProcessHandlers;
  readonly #output: OutputParser;
  /** Gets nothing but what tools on the way have to say, where a shell could join the two pipes. */
  readonly #errorOutput: OutputParser;
  #child: ChildProcess | undefined;
  #scratch: string | undefined;
  #watch: NodeJS.Timeout | undefined;
  #terminating: NodeJS.Timeout | undefined;
  #works = false;
  #gone = false;

  constructor(spec: FunctionSpec, logStreamName: string, handlers: ProcessHandlers) {
    this.#spec = spec;
    this.#logStreamName = logStreamName;
    this.#handlers = handlers;
    this.#output = new OutputParser(handlers);
    this.#errorOutput = new OutputParser(handlers);
  }

  /** A mapped world has its /tmp, and its empty /opt, in folders of this machine. */
  async prepare(): Promise<void> {
    const { scratchDir, world } = this.#spec;
    if (world.kind === 'namespace') return;
    await mkdir(scratchDir, { recursive: true });
    const scratch = await mkdtemp(path.join(scratchDir, 'env-'));
    this.#scratch = scratch;
    await Promise.all(['tmp', 'opt'].map((name) => mkdir(path.join(scratch, name))));
  }

  start(env: Record<string, string>): void {
    const child = this.#spec.world.launch({ spec: this.#spec, env, scratch: this.#scratch ?? '' });
    this.#child = child;
    child.stdout?.on('data', (chunk: Buffer) => this.#output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.#errorOutput.push(chunk));
    child.on('error', (error) => this.fail(error));
    // What the function left running would keep the pipe open, and `close` from coming.
    child.on('exit', () => {
      this.#works = false;
      clearTimeout(this.#terminating);
      const endOthers = () => killAll(child, this.#logStreamName);
      const wait = this.#handlers.onExit();
      if (wait) void wait.then(endOthers);
      else endOthers();
    });
    child.on('close', (code, signal) => this.#end(exitReason(code, signal)));
    // One that is held has nothing of the function's yet.
    this.watch(this.#spec.ahead === undefined);
  }

  /** For what went wrong before there was a process, too. */
  fail(error: Error): void {
    if (error instanceof InvalidEntrypointError) this.#end(error.message, error.name);
    else this.#end(`Runtime failed to start: ${error.message}`);
  }

  /** @returns KB; undefined where it can't be told from the outside */
  peakMemoryKb(): number | undefined {
    return peakMemoryKb(this.#child);
  }

  /** The same for one that is about to be ended; elsewhere than on Linux it is what it has now. @returns KB */
  lastMemoryKb(): number | undefined {
    return this.peakMemoryKb() ?? (this.#child && residentKb(this.#child));
  }

  /** Ends it, and all that it started. */
  kill(): void {
    killGroup(this.#child);
  }

  /** Ends the runtime itself; what lives beside it goes on. */
  killRuntime(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Lets the runtime end in peace, as Lambda does where there are extensions. */
  terminate(): void {
    this.#child?.kill('SIGTERM');
    this.#terminating = setTimeout(() => this.killRuntime(), TERMINATION_MS);
  }

  /** Looks after the memory while the process works: its own figure comes too late when it never answers. */
  watch(on: boolean): void {
    this.#works = on;
    if (process.platform !== 'linux') return;
    // One timer for the process's life, because making one takes time from every invocation.
    this.#watch ??= setInterval(() => {
      if (this.#works && exceeds(this.#spec, this.peakMemoryKb())) this.#handlers.onOutOfMemory();
    }, WATCH_MS).unref();
  }

  /** Removes what the environment had on this machine. */
  async clean(): Promise<void> {
    if (this.#scratch !== undefined) await rm(this.#scratch, { recursive: true, force: true, maxRetries: 3 });
  }

  #end(reason: string, errorType?: string): void {
    if (this.#gone) return;
    this.#gone = true;
    clearInterval(this.#watch);
    this.#output.flush();
    this.#errorOutput.flush();
    this.#handlers.onGone(reason, errorType);
  }
}

/** @param kb the largest resident set so far */
export const exceeds = ({ memorySize }: FunctionSpec, kb: number | undefined): boolean =>
  kb !== undefined && kb > memorySize * 1024;
