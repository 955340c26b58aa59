interface Slot<T> {
  sequence: number;
  at: number;
  value: T | undefined;
  weight: number;
}

/** A value, with its number and when it came, in milliseconds since 1970. */
export interface Kept<T> {
  readonly sequence: number;
  readonly at: number;
  readonly value: T;
}

/**
 * The newest values, bounded in number and in weight: what is recorded beside requests must neither grow nor cost them
 * anything. Values are numbered from 1 in the order they came. Slots are made once and used again: whatever is made for a
 * request and outlives it is copied by the garbage collector.
 */
export class Ring<T> {
  readonly #slots: Slot<T>[] = [];
  readonly #maxCount: number;
  readonly #maxWeight: number;
  #last = 0;
  #oldest = 1;
  #weight = 0;

  constructor(maxCount: number, maxWeight: number) {
    this.#maxCount = maxCount;
    this.#maxWeight = maxWeight;
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
    const slot = this.#slots[index];
    if (slot) {
      slot.sequence = sequence;
      slot.at = Date.now();
      slot.value = value;
      slot.weight = weight;
    } else this.#slots[index] = { sequence, at: Date.now(), value, weight };
    if (weight === 0) return;
    this.#weight += weight;
    while (this.#weight > this.#maxWeight && this.#oldest < sequence) this.#dropOldest();
  }

  get(sequence: number): Kept<T> | undefined {
    const slot = this.#slots[sequence % this.#maxCount];
    return slot?.sequence === sequence && slot.value !== undefined
      ? { sequence, at: slot.at, value: slot.value }
      : undefined;
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
    const slot = this.#slots[this.#oldest % this.#maxCount];
    if (slot) {
      this.#weight -= slot.weight;
      slot.value = undefined;
    }
    this.#oldest += 1;
  }
}
