import { Distribution } from './distribution.ts';
import type { Metric } from './store.ts';
import type { TimeRange } from './time-range.ts';
import type { Unit } from './units.ts';

/** What a metric recorded with a unit, in the parts of a range in which there was anything; oldest first. */
export function datapoints(
  metric: Metric,
  unit: Unit,
  { start, end, period }: TimeRange,
): [timestamp: number, Distribution][] {
  const parts = new Map<number, Distribution>();
  for (const [timestamp, distribution] of metric.between(unit, start, end)) {
    const part = start + Math.floor((timestamp - start) / period) * period;
    const merged = parts.get(part) ?? new Distribution();
    merged.merge(distribution);
    parts.set(part, merged);
  }
  return [...parts].sort(([a], [b]) => a - b);
}
