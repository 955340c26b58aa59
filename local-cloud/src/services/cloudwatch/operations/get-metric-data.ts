import type {
  GetMetricDataCommandOutput,
  GetMetricDataInput,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { invalid, modelled } from '../input.ts';
import { labels } from '../labels.ts';
import { checkQueries } from '../metric-query.ts';
import { seriesOf } from '../metric-series.ts';
import { pageOfResults } from '../paging.ts';

type Output = Omit<GetMetricDataCommandOutput, '$metadata'>;

const MAX_DATAPOINTS = 100_800;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData = modelled<GetMetricDataInput, Output>('GetMetricData', (input, context) => {
  const [start, end] = [input.StartTime.getTime(), input.EndTime.getTime()];
  const { ScanBy = 'TimestampDescending', MaxDatapoints = MAX_DATAPOINTS, NextToken } = input;
  if (start === end) throw invalid('The parameter StartTime must not equal parameter EndTime.');
  if (start > end) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const queries = checkQueries(input.MetricDataQueries).filter(({ ReturnData = true }) => ReturnData);
  const names = labels(queries);
  const results = queries.map((query, index): MetricDataResult => {
    const series = seriesOf(query.MetricStat, start, end, context);
    if (ScanBy === 'TimestampDescending') series.points.reverse();
    return {
      Id: query.Id,
      Label: names[index],
      Timestamps: series.points.map(([time]) => new Date(time)),
      Values: series.points.map(([, value]) => value),
      StatusCode: 'Complete',
      ...(series.messages.length > 0 && { Messages: series.messages }),
    };
  });
  return { ...pageOfResults(results, Math.min(MaxDatapoints, MAX_DATAPOINTS), NextToken), Messages: [] };
});
