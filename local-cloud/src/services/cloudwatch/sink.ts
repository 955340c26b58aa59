import type { StoreScope } from '../../core/store.ts';
import { type Dimension, metricId, metricStore } from './store.ts';
import type { Unit } from './units.ts';

// What log events carry of metrics is recorded unasked, too.
export { recordEmbeddedMetrics } from './embedded-metrics.ts';

/** One value of a service's metric. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
}

/** Where a service records what it does, as AWS's own services do: below `AWS/`, at once, and for each set of dimensions. */
export function recordMetrics(
  scope: StoreScope,
  namespace: string,
  dimensionSets: readonly (readonly Dimension[])[],
  measurements: readonly Measurement[],
): void {
  const store = metricStore(scope);
  const timestamp = Date.now();
  for (const dimensions of dimensionSets) {
    for (const { name, value, unit } of measurements) {
      store.record(metricId(namespace, name, dimensions), { timestamp, unit, values: [[value, 1]] });
    }
  }
}
