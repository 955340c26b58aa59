/** A time-out that stands still while a debugger has stopped the process. */
export class Deadline {
  readonly #onOver: (seconds: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #seconds = 0;
  /** Ms that are left, as of `#since`. */
  #left: number | undefined;
  #since = 0;
  #stands = false;

  /** @param onOver called with the seconds that there were in all */
  constructor(onOver: (seconds: number) => void) {
    this.#onOver = onOver;
  }

  /** @param left ms until it is over, where it began before now */
  start(seconds: number, left = seconds * 1000): void {
    clearTimeout(this.#timer);
    this.#seconds = seconds;
    this.#left = left;
    if (!this.#stands) this.#run();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#left = undefined;
  }

  pause(): void {
    if (this.#stands) return;
    this.#stands = true;
    clearTimeout(this.#timer);
    if (this.#left !== undefined) this.#left -= performance.now() - this.#since;
  }

  resume(): void {
    if (!this.#stands) return;
    this.#stands = false;
    if (this.#left !== undefined) this.#run();
  }

  #run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#onOver(this.#seconds), Math.max(0, this.#left ?? 0));
  }
}
