import { availableParallelism } from 'node:os';

/** Invocations at once, for each version: processes of one machine, unlike AWS's thousand. */
export const MACHINE_LIMIT = Math.max(4 * availableParallelism(), 10);

/**
 * Lets so many in at once; the others wait their turn. AWS throttles at an account's 1,000 concurrent invocations; one
 * machine is full long before, and waiting serves a developer better than an error that AWS would not have given.
 */
export class ConcurrencyGate {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves at once while there is room: undefined, so that the usual case costs no turn of the event loop. */
  enter(): Promise<void> | undefined {
    if (this.#inside < this.#limit) {
      this.#inside += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Whoever waits longest takes the place that is given up. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inside -= 1;
  }
}
