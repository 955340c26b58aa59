/** A published statistic set. */
export interface StatisticSet {
  readonly SampleCount: number;
  readonly Sum: number;
  readonly Minimum: number;
  readonly Maximum: number;
}

/** Distinct values that are kept as they are; of more, those that agree in their first digits count as one. */
const MAX_DISTINCT = 500;
const FIRST_DIGITS = 3;

/** The values that were recorded in one stretch of time, counted. Sum, count and extremes are exact. */
export class Distribution {
  count = 0;
  sum = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  #values = new Map<number, number>();
  #complete = true;
  /** To so many digits values are kept; undefined: as they are. */
  #digits: number | undefined;

  add(value: number, count = 1): void {
    if (count === 0) return;
    this.count += count;
    this.sum += value * count;
    this.minimum = Math.min(this.minimum, value);
    this.maximum = Math.max(this.maximum, value);
    this.#keep(value, count);
  }

  /** Of a set only the summary is known, unless all its values are the same. */
  addSet({ SampleCount, Sum, Minimum, Maximum }: StatisticSet): void {
    if (SampleCount === 0) return;
    if (SampleCount === 1 || Minimum === Maximum) {
      this.add(Sum / SampleCount, SampleCount);
      return;
    }
    this.count += SampleCount;
    this.sum += Sum;
    this.minimum = Math.min(this.minimum, Minimum);
    this.maximum = Math.max(this.maximum, Maximum);
    this.#complete = false;
  }

  merge(other: Distribution): void {
    this.count += other.count;
    this.sum += other.sum;
    this.minimum = Math.min(this.minimum, other.minimum);
    this.maximum = Math.max(this.maximum, other.maximum);
    this.#complete &&= other.#complete;
    for (const [value, count] of other.#values) this.#keep(value, count);
  }

  /**
   * The values with their counts, smallest first; undefined where they are not known, or have no percentiles: AWS has none
   * for sets and for negative values.
   */
  sorted(): [value: number, count: number][] | undefined {
    if (!this.#complete || this.count === 0 || this.minimum < 0) return undefined;
    return [...this.#values].sort(([a], [b]) => a - b);
  }

  #keep(value: number, count: number): void {
    const kept = this.#digits === undefined ? value : Number(value.toPrecision(this.#digits));
    this.#values.set(kept, (this.#values.get(kept) ?? 0) + count);
    while (this.#values.size > MAX_DISTINCT) this.#coarsen();
  }

  /** Counts what agrees in its first digits as one value: three of them, which is half a percent, if that is enough. */
  #coarsen(): void {
    const digits = this.#digits === undefined ? FIRST_DIGITS : Math.max(1, this.#digits - 1);
    const former = this.#values;
    this.#values = new Map();
    this.#digits = digits;
    for (const [value, count] of former) this.#keep(value, count);
  }
}
