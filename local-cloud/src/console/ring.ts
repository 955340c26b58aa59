/** A value, with its number and when it came, in milliseconds since 1970. */
export interface Kept<T> {
  readonly sequence: number;
  readonly at: number;
  readonly value: T;
}

/**
 * The newest values, bounded in number and in weight: what is recorded beside requests must neither grow nor cost them
 * anything. Values are numbered from 1 in the order they came. Each push touches two neighbouring cells and makes nothing:
 * slots with all of a value's parts, tried first, cost several times as much in misses of the processor's cache.
 */
export class Ring<T> {
  readonly #values: (T | undefined)[] = [];
  readonly #at: Float64Array;
  readonly #weights: Float64Array;
  readonly #maxCount: number;
  readonly #maxWeight: number;
  #last = 0;
  #oldest = 1;
  #weight = 0;

  constructor(maxCount: number, maxWeight: number) {
    this.#maxCount = maxCount;
    this.#maxWeight = maxWeight;
    this.#at = new Float64Array(maxCount);
    this.#weights = new Float64Array(maxCount);
  }

  /** The number of the newest; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  push(value: T, weight: number): void {
    const sequence = this.#last + 1;
    this.#last = sequence;
    if (sequence - this.#oldest >= this.#maxCount) this.#dropOldest();
    const index = sequence % this.#maxCount;
    this.#values[index] = value;
    this.#at[index] = Date.now();
    if (weight === 0) return;
    this.#weights[index] = weight;
    this.#weight += weight;
    while (this.#weight > this.#maxWeight && this.#oldest < sequence) this.#dropOldest();
  }

  get(sequence: number): Kept<T> | undefined {
    if (!(sequence >= this.#oldest && sequence <= this.#last)) return undefined;
    const index = sequence % this.#maxCount;
    const value = this.#values[index];
    return value === undefined ? undefined : { sequence, at: this.#at[index] ?? 0, value };
  }

  /** Those after that number, oldest first. */
  after(sequence = 0): Kept<T>[] {
    const found = [];
    for (let at = Math.max(sequence + 1, this.#oldest); at <= this.#last; at += 1) {
      const kept = this.get(at);
      if (kept) found.push(kept);
    }
    return found;
  }

  #dropOldest(): void {
    if (this.#weight > 0) {
      const index = this.#oldest % this.#maxCount;
      this.#weight -= this.#weights[index] ?? 0;
      this.#weights[index] = 0;
      this.#values[index] = undefined;
    }
    this.#oldest += 1;
  }
}
