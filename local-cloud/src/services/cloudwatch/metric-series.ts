import type { MessageData } from '@aws-sdk/client-cloudwatch';
import type { OperationContext } from '../../protocols/operation.ts';
import { datapoints } from './datapoints.ts';
import type { MetricStatQuery } from './metric-query.ts';
import { statisticOf } from './statistics.ts';
import { metricId, metricStore } from './store.ts';
import { timeRange } from './time-range.ts';
import { UNITS } from './units.ts';

/** What one query finds: values with their times, oldest first, and what there is to say of them. */
export interface Series {
  readonly points: [timestamp: number, value: number][];
  readonly messages: MessageData[];
}

/**
 * A metric's values with one unit: the one that is asked for, or the first that the metric was recorded with in the order of
 * `UNITS`, and then a message that names them all.
 */
export function seriesOf(
  { Metric, Period, Stat, Unit }: MetricStatQuery['MetricStat'],
  start: number,
  end: number,
  context: OperationContext,
): Series {
  const { Namespace = '', MetricName = '', Dimensions } = Metric;
  const metric = metricStore(context).find(metricId(Namespace, MetricName, Dimensions));
  const statistic = statisticOf(Stat);
  if (!metric || !statistic) return { points: [], messages: [] };
  const range = timeRange(start, end, Period);
  const recorded = UNITS.filter((unit) => !metric.between(unit, range.start, end).next().done);
  const unit = Unit ?? recorded[0];
  if (!unit) return { points: [], messages: [] };
  const points = datapoints(metric, unit, range).flatMap(([time, distribution]): [number, number][] => {
    const value = statistic(distribution);
    return value === undefined ? [] : [[time, value]];
  });
  const several = Unit === undefined && recorded.length > 1;
  const Value = `Multiple units returned: '[${[...recorded].sort().join(', ')}]'`;
  return { points, messages: several ? [{ Code: 'MultipleUnits', Value }] : [] };
}
