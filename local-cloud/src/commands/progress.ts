import { dim, style } from './request-line.ts';
import type { ServiceState } from './tool/service-states.ts';

/** How often the running lines of a terminal are drawn anew, in ms, so that the clock moves. */
const TICK = 200;
/** In a log, this long after the last line one says what is still going on, in ms: else a hang would look like work. */
const SILENCE = 10_000;

/**
 * What a person sees while something longer than a second goes on: in a terminal a line for every service that is drawn
 * over and over with the time and the latest step, elsewhere (a log) a line for every step.
 */
export class Progress {
  readonly #live = process.stdout.isTTY === true;
  #title: string | undefined;
  #width = 0;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #running = new Map<ServiceState, string>();
  /** How many lines of the terminal are to be drawn over. */
  #drawn = 0;

  begin(title: string): void {
    this.#title = title;
    this.#startedAt = performance.now();
    if (!this.#live) process.stdout.write(`${title} …\n`);
    this.#timer = this.#live
      ? setInterval(() => this.#draw(), TICK)
      : setInterval(() => this.#beat(), SILENCE);
    this.#draw();
  }

  /**
   * A service's deployment is at another step, or has come to its end.
   *
   * @param width of the longest service's name, in columns
   * @param news a line to print for good
   */
  update(state: ServiceState, width: number, news?: string): void {
    if (this.#title === undefined) return;
    this.#width = width;
    const { name, phase, outcome } = state;
    if (outcome) {
      this.#running.delete(state);
      this.line(news);
      return;
    }
    const before = this.#running.get(state);
    this.#running.set(state, phase);
    if (this.#live) this.#draw();
    else if (phase !== before && phase !== '') {
      this.line(dim(this.#step(this.#startedAt, name, phase)));
    }
  }

  /** Prints a line for good, above the running ones. */
  line(text: string | undefined): void {
    if (text === undefined) return;
    this.#erase();
    process.stdout.write(`${text}\n`);
    if (!this.#live) this.#timer?.refresh();
    this.#draw();
  }

  /** Ends the running lines; idempotent. */
  end(): void {
    if (this.#title === undefined) return;
    clearInterval(this.#timer);
    this.#erase();
    this.#running.clear();
    this.#title = undefined;
  }

  #beat(): void {
    const steps = [...this.#running.keys()].map(({ name, phase, detail }) =>
      `${name} ${phase} ${detail}`.trim(),
    );
    process.stdout.write(
      `${dim(`  ${seconds(this.#startedAt).padStart(7)}  still ${steps.join(', ') || 'running the deploy tool'}`)}\n`,
    );
  }

  #draw(): void {
    if (!this.#live || this.#title === undefined) return;
    this.#erase();
    const { columns = 80, rows = 24 } = process.stdout;
    const services = [...this.#running.keys()].map(({ name, phase, detail, startedAt }) =>
      this.#step(startedAt, name, `${phase} ${detail}`).slice(0, columns - 1),
    );
    const lines = [`${this.#title} … ${seconds(this.#startedAt)}`.slice(0, columns - 1), ...services].slice(
      0,
      rows - 1,
    );
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    this.#drawn = lines.length;
  }

  /** Times and names stand below each other. */
  #step(since: number, name: string, step: string): string {
    return `  ${seconds(since).padStart(7)}  ${name.padEnd(this.#width)}  ${step}`;
  }

  #erase(): void {
    if (this.#drawn > 0) process.stdout.write(`\u001b[${this.#drawn}A\r\u001b[J`);
    this.#drawn = 0;
  }
}

/**
 * `✓ modulo1  3.2 s`, or why not.
 *
 * @param width of the longest service's name, in columns
 */
export function outcomeLine({ name, outcome, reason, startedAt }: ServiceState, width: number): string {
  const label = name.padEnd(width);
  switch (outcome) {
    case 'deployed':
      return `${style('green', '✓')} ${label}  ${dim(seconds(startedAt))}`;
    case 'skipped':
      return `${style('yellow', '–')} ${label}  ${reason}`;
    default:
      return `${style('red', '✗')} ${label}  ${reason}`;
  }
}

/** Columns of the longest name. */
export const widest = (states: readonly ServiceState[]): number =>
  Math.max(0, ...states.map(({ name }) => name.length));

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
