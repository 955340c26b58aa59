import { cpus } from 'node:os';

/** The kernel counts processor time in steps of about 10 ms, so a share means something from about here on. In ms. */
const WINDOW = 100;

/** How idle the machine's processors have been lately. */
export class ProcessorIdle {
  #idle = 0;
  #total = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #share = 0;

  /**
   * @returns the share of all processor time that nothing used, 0 to 1, in the latest 100 ms that were watched; 0 where
   * nobody has looked for a while, as nothing is known then
   */
  look(): number {
    const age = performance.now() - this.#lookedAt;
    if (age < WINDOW) return this.#share;
    const [idleBefore, totalBefore] = [this.#idle, this.#total];
    this.#count();
    const isRecent = age < 3 * WINDOW && this.#total > totalBefore;
    this.#share = isRecent ? (this.#idle - idleBefore) / (this.#total - totalBefore) : 0;
    return this.#share;
  }

  #count(): void {
    this.#lookedAt = performance.now();
    this.#idle = 0;
    this.#total = 0;
    for (const { times } of cpus()) {
      this.#idle += times.idle;
      this.#total += times.idle + times.user + times.nice + times.sys + times.irq;
    }
  }
}
