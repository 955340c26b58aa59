import type { StackProgress } from '../core/cloud.ts';
import { dim } from './request-line.ts';

/** How often the running line of a terminal is drawn anew, in ms, so that its clock moves. */
const TICK = 200;

/**
 * What a person sees while something longer than a second goes on: in a terminal one line that is drawn over and over
 * with the time and the latest step, elsewhere (a log) a line for every stack that changes state.
 */
export class Progress {
  readonly #live = process.stdout.isTTY === true;
  readonly #verbose: boolean;
  #title: string | undefined;
  #step = '';
  #started = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(verbose: boolean) {
    this.#verbose = verbose;
  }

  begin(title: string): void {
    this.#title = title;
    this.#started = performance.now();
    if (!this.#live) return void process.stdout.write(`${title} …\n`);
    this.#timer = setInterval(() => this.#draw(), TICK);
    this.#draw();
  }

  stack(step: StackProgress): void {
    const isStack = step.resourceType === 'AWS::CloudFormation::Stack';
    this.#step = `${step.stackName}: ${step.logicalId} ${step.status}`;
    if (step.status.endsWith('_FAILED') && step.reason) this.line(`${this.#step}: ${step.reason}`);
    else if (this.#verbose || (isStack && /^(CREATE|UPDATE|DELETE)_COMPLETE$/.test(step.status))) {
      if (this.#title !== undefined && (this.#verbose || !this.#live)) this.line(dim(this.#step));
    }
    this.#draw();
  }

  /** Prints a line for good, above the running one. */
  line(text: string | undefined): void {
    if (text === undefined) return;
    this.#erase();
    process.stdout.write(`${text}\n`);
    this.#draw();
  }

  /** Ends the running line; idempotent. */
  end(): void {
    if (this.#title === undefined) return;
    clearInterval(this.#timer);
    this.#erase();
    this.#title = undefined;
  }

  #draw(): void {
    if (!this.#live || this.#title === undefined) return;
    const seconds = Math.floor((performance.now() - this.#started) / 1000);
    const text = `${this.#title} … ${seconds} s  ${this.#step}`;
    this.#erase();
    process.stdout.write(text.slice(0, (process.stdout.columns ?? 80) - 1));
  }

  #erase(): void {
    if (this.#live && this.#title !== undefined) process.stdout.write('\r\u001b[2K');
  }
}
