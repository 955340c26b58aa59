import type { GetMetricDataCommandOutput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { integer, list, read, timestamp } from '../input.ts';
import { labels } from '../labels.ts';
import { checkQueries, invalid, MetricQuery } from '../metric-query.ts';
import { seriesOf } from '../metric-series.ts';
import { page } from '../result-page.ts';

type Output = Omit<GetMetricDataCommandOutput, '$metadata'>;

const Input = z.object({
  MetricDataQueries: list(MetricQuery),
  StartTime: timestamp,
  EndTime: timestamp,
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
  MaxDatapoints: integer.optional(),
  LabelOptions: z.object({ Timezone: z.string().optional() }).optional(),
});

const MAX_DATAPOINTS = 100_800;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function getMetricData(input: unknown, context: OperationContext): Output {
  const request = read(Input, input);
  const { StartTime, EndTime, ScanBy, MaxDatapoints = MAX_DATAPOINTS, NextToken } = request;
  if (StartTime === EndTime) throw invalid('The parameter StartTime must not equal parameter EndTime.');
  if (StartTime > EndTime) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const queries = checkQueries(request.MetricDataQueries).filter(({ ReturnData }) => ReturnData);
  const names = labels(queries);
  const results = queries.map((query, index): MetricDataResult => {
    const series = seriesOf(query.MetricStat, StartTime, EndTime, context);
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
  return { ...page(results, Math.min(MaxDatapoints, MAX_DATAPOINTS), NextToken), Messages: [] };
}
