import type {
  Datapoint,
  GetMetricStatisticsCommandOutput,
  GetMetricStatisticsInput,
} from '@aws-sdk/client-cloudwatch';
import type { Checked } from '../../../protocols/shapes/modelled.ts';
import { datapoints } from '../datapoints.ts';
import type { Distribution } from '../distribution.ts';
import { invalidCombination, invalidValue, missingParameter } from '../errors.ts';
import { modelled } from '../input.ts';
import { isSimple, type Statistic, statisticOf } from '../statistics.ts';
import { metricId, metricStore } from '../store.ts';
import { checkDatapoints, checkPeriod, timeRange } from '../time-range.ts';

type Output = Omit<GetMetricStatisticsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics = modelled<GetMetricStatisticsInput, Output>(
  'GetMetricStatistics',
  (input, context) => {
    const { Namespace, MetricName, Dimensions, Period } = input;
    const [start, end] = [input.StartTime.getTime(), input.EndTime.getTime()];
    const statistics = chosen(input);
    checkPeriod(Period, 'Period');
    if (start >= end) {
      throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
    }
    checkDatapoints(start, end, Period);
    const metric = metricStore(context).find(metricId(Namespace, MetricName, Dimensions));
    if (!metric) return { Label: MetricName, Datapoints: [] };
    const range = timeRange(start, end, Period);
    const units = input.Unit ? [input.Unit] : metric.units;
    return {
      Label: MetricName,
      Datapoints: units.flatMap((Unit) =>
        datapoints(metric, Unit, range).flatMap(([time, distribution]) => {
          const members = computed(statistics, distribution);
          return members ? [{ Timestamp: new Date(time), ...members, Unit }] : [];
        }),
      ),
    };
  },
);

/** @throws AwsError where there is none, both kinds at once, or one that CloudWatch has not */
function chosen({
  Statistics = [],
  ExtendedStatistics = [],
}: Checked<GetMetricStatisticsInput>): [string, Statistic][] {
  if (Statistics.length > 0 && ExtendedStatistics.length > 0) {
    throw invalidCombination(
      'The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.',
    );
  }
  const names = [...Statistics, ...ExtendedStatistics];
  if (names.length === 0) {
    throw missingParameter('One of the parameters Statistics and ExtendedStatistics must be specified.');
  }
  return names.map((name) => {
    const statistic = statisticOf(name);
    if (!statistic || (ExtendedStatistics.length > 0 && isSimple(name))) {
      throw invalidValue(`The value ${name} for parameter ExtendedStatistics is not supported.`);
    }
    return [name, statistic];
  });
}

/** A datapoint's statistics, or undefined where none of them can be told. */
function computed(
  statistics: readonly [string, Statistic][],
  distribution: Distribution,
): Datapoint | undefined {
  const simple: Record<string, number> = {};
  const extended = new Map<string, number>();
  for (const [name, statistic] of statistics) {
    const value = statistic(distribution);
    if (value === undefined) continue;
    if (isSimple(name)) simple[name] = value;
    else extended.set(name, value);
  }
  if (extended.size === 0) return Object.keys(simple).length === 0 ? undefined : simple;
  // A map on the wire, which the SDK's type has as a record.
  return { ExtendedStatistics: extended as unknown as Record<string, number> };
}
