interface Entry<T> {
  readonly sequence: number;
  readonly value: T;
  readonly weight: number;
}

/**
 * The newest values, bounded in number and in weight: what is recorded beside requests must neither grow nor cost them
 * anything. Values are numbered from 1 in the order they came.
 */
export class Ring<T> {
  readonly #slots: (Entry<T> | undefined)[];
  readonly #maxWeight: number;
  #last = 0;
  #oldest = 1;
  #weight = 0;

  constructor(maxCount: number, maxWeight = Number.POSITIVE_INFINITY) {
    this.#slots = new Array(maxCount);
    this.#maxWeight = maxWeight;
  }

  /** The number of the newest; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** @returns its number */
  push(value: T, weight = 0): number {
    const { length } = this.#slots;
    this.#last += 1;
    if (this.#last - this.#oldest >= length) this.#dropOldest();
    this.#slots[this.#last % length] = { sequence: this.#last, value, weight };
    this.#weight += weight;
    while (this.#weight > this.#maxWeight && this.#oldest < this.#last) this.#dropOldest();
    return this.#last;
  }

  get(sequence: number): T | undefined {
    const entry = this.#slots[sequence % this.#slots.length];
    return entry?.sequence === sequence ? entry.value : undefined;
  }

  /** Those after that number, oldest first. */
  after(sequence = 0): { sequence: number; value: T }[] {
    const found = [];
    for (let at = Math.max(sequence + 1, this.#oldest); at <= this.#last; at += 1) {
      const entry = this.#slots[at % this.#slots.length];
      if (entry) found.push({ sequence: at, value: entry.value });
    }
    return found;
  }

  #dropOldest(): void {
    const slot = this.#oldest % this.#slots.length;
    this.#weight -= this.#slots[slot]?.weight ?? 0;
    this.#slots[slot] = undefined;
    this.#oldest += 1;
  }
}
