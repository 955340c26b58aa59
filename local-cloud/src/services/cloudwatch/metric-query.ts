import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { notSupported } from '../../core/aws-error.ts';
import type { Checked } from '../../protocols/shapes/modelled.ts';
import { invalidValue } from './errors.ts';
import { invalid } from './input.ts';
import { statisticOf } from './statistics.ts';
import { checkPeriod } from './time-range.ts';

/** One query of GetMetricData. */
export type MetricQuery = Checked<MetricDataQuery>;
/** One that asks for a metric. */
export type MetricStatQuery = MetricQuery & { MetricStat: NonNullable<MetricQuery['MetricStat']> };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;

/** @throws AwsError for queries that can't be answered, before any of them is */
export function checkQueries(queries: readonly MetricQuery[]): MetricStatQuery[] {
  if (queries.length === 0) throw invalid('The parameter MetricDataQueries is required.');
  if (queries.length > MAX_QUERIES) {
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`);
  }
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length) {
    throw invalid('The values for parameter id in MetricDataQueries are not unique.');
  }
  return queries.map((query, index) => {
    const path = `MetricDataQueries.member.${index + 1}`;
    if (!/^[a-z]\w*$/.test(query.Id)) {
      throw invalid(
        `The value ${query.Id} for parameter ${path}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
    if (query.Expression !== undefined && query.MetricStat) {
      throw invalid(
        `The parameters ${path}.Expression and ${path}.MetricStat are mutually exclusive and you have specified both.`,
      );
    }
    if (query.Expression !== undefined)
      throw notSupported(`Metric math ("${query.Expression}") of Amazon CloudWatch`);
    const { MetricStat } = query;
    if (!MetricStat)
      throw invalid(`One of the parameters ${path}.Expression and ${path}.MetricStat is required.`);
    checkPeriod(MetricStat.Period, `${path}.MetricStat.Period`);
    if (!statisticOf(MetricStat.Stat)) {
      throw invalidValue(
        `The value ${MetricStat.Stat} for parameter ${path}.MetricStat.Stat is not supported.`,
      );
    }
    return { ...query, MetricStat };
  });
}
