import type { MetricStatQuery } from './metric-query.ts';

/**
 * What results are called where the query does not say: the metric, and whatever else differs among the queries, the
 * statistic and the period. As recorded on AWS (github.com/localstack/localstack, test_label_generation).
 */
export function labels(queries: readonly MetricStatQuery[]): string[] {
  const differs = (read: (query: MetricStatQuery) => unknown) => new Set(queries.map(read)).size > 1;
  const statistics = differs(({ MetricStat }) => MetricStat.Stat);
  const periods = differs(({ MetricStat }) => MetricStat.Period);
  return queries.map(({ Label, MetricStat: { Metric, Stat, Period } }) => {
    if (Label !== undefined) return Label;
    return [Metric.MetricName, ...(statistics ? [Stat] : []), ...(periods ? [Period] : [])].join(' ');
  });
}
