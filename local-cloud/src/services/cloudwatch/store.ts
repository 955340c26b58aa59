import { defineStore } from '../../core/store.ts';
import { Distribution, type StatisticSet } from './distribution.ts';
import type { Unit } from './units.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** What tells one metric from another; dimensions are ordered by name. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** What is recorded at one time. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly unit: Unit;
  /** Seconds: 60, or 1 for metrics of high resolution. */
  readonly resolution?: 1 | 60;
  readonly values?: readonly (readonly [value: number, count: number])[];
  readonly set?: StatisticSet;
}

/** Fifteen days of minutes; what is older gives way. AWS keeps it at a lower resolution for 15 months. */
const MAX_BUCKETS = 21_600;

/** A metric: what was recorded, by unit and by stretches of a minute or a second. */
export class Metric {
  readonly id: MetricId;
  /** When it was last recorded, in milliseconds since 1970. */
  lastSeen = 0;
  readonly #byUnit = new Map<Unit, Map<number, Distribution>>();

  constructor(id: MetricId) {
    this.id = id;
  }

  get units(): readonly Unit[] {
    return [...this.#byUnit.keys()];
  }

  record({ timestamp, unit, resolution = 60, values = [], set }: Sample): void {
    this.lastSeen = Date.now();
    const start = timestamp - (timestamp % (resolution * 1000));
    const distribution = this.#at(unit, start);
    for (const [value, count] of values) distribution.add(value, count);
    if (set) distribution.addSet(set);
  }

  /** What was recorded with a unit from `start` on and before `end`, by the time it began; in no order. */
  *between(unit: Unit, start: number, end: number): Generator<[timestamp: number, Distribution]> {
    for (const [timestamp, distribution] of this.#byUnit.get(unit) ?? []) {
      if (timestamp >= start && timestamp < end) yield [timestamp, distribution];
    }
  }

  #at(unit: Unit, start: number): Distribution {
    let buckets = this.#byUnit.get(unit);
    if (!buckets) {
      buckets = new Map();
      this.#byUnit.set(unit, buckets);
    }
    let distribution = buckets.get(start);
    if (!distribution) {
      distribution = new Distribution();
      buckets.set(start, distribution);
      if (buckets.size > MAX_BUCKETS) buckets.delete(Math.min(...buckets.keys()));
    }
    return distribution;
  }
}

/** The metrics of one region. */
export class MetricStore {
  readonly #metrics = new Map<string, Metric>();

  all(): IterableIterator<Metric> {
    return this.#metrics.values();
  }

  find(id: MetricId): Metric | undefined {
    return this.#metrics.get(keyOf(id));
  }

  record(id: MetricId, sample: Sample): void {
    const key = keyOf(id);
    let metric = this.#metrics.get(key);
    if (!metric) {
      metric = new Metric(id);
      this.#metrics.set(key, metric);
    }
    metric.record(sample);
  }
}

/** No name may contain a control character, so one keeps the parts apart. */
const keyOf = ({ namespace, name, dimensions }: MetricId): string =>
  [namespace, name, ...dimensions.flatMap(({ Name, Value }) => [Name, Value])].join('\0');

/** The metric that a request means, whose dimensions come in any order. */
export const metricId = (
  namespace: string,
  name: string,
  dimensions: readonly Dimension[] = [],
): MetricId => ({
  namespace,
  name,
  dimensions: [...dimensions].sort((a, b) => (a.Name < b.Name ? -1 : 1)),
});

export const metricStore = defineStore('cloudwatch', () => new MetricStore());
