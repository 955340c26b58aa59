/** A time at which something is to happen. */
interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

/** Node's timers wait no longer than this, in ms. */
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * The time a cloud lives by: the machine's, until it is moved. Tests move it to see what happens after hours without
 * waiting for them.
 */
export class Clock {
  #offset = 0;
  readonly #alarms = new Set<Alarm>();
  #timer: NodeJS.Timeout | undefined;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Moves the clock forward; what was to happen until then happens before this returns. */
  advance(ms: number): void {
    this.#offset += ms;
    this.#ringDue();
  }

  /**
   * Calls back when the clock shows this time, or at once where it does already. A process does not stay for it.
   *
   * @returns what cancels it
   */
  at(time: number, ring: () => void): () => void {
    const alarm = { at: time, ring };
    this.#alarms.add(alarm);
    this.#arm();
    return () => {
      this.#alarms.delete(alarm);
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#alarms.clear();
  }

  #ringDue(): void {
    const now = this.now();
    const due = [...this.#alarms].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    for (const alarm of due) {
      if (this.#alarms.delete(alarm)) alarm.ring();
    }
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    let next = Number.POSITIVE_INFINITY;
    for (const { at } of this.#alarms) next = Math.min(next, at);
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(Math.max(next - this.now(), 0), LONGEST_WAIT);
    this.#timer = setTimeout(() => this.#ringDue(), wait);
    this.#timer.unref();
  }
}
