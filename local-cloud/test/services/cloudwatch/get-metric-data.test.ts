import type { MetricDataQuery, StandardUnit } from '@aws-sdk/client-cloudwatch';
import { at, HOUR, type MetricsCloud, RANGE, startMetrics } from './support.ts';

let metrics: MetricsCloud;
beforeAll(async () => {
  metrics = await startMetrics();
  await metrics.put(
    'data',
    ...[0, 2, 7, 100].map((Value) => ({ MetricName: 'metric1', Value, Unit: 'Seconds' as const })),
    { MetricName: 'units', Value: 60_000, Unit: 'Milliseconds' },
    { MetricName: 'units', Value: 60, Unit: 'Seconds' },
    { MetricName: 'units', Value: 5, Unit: 'Count' },
    ...[1, 2, 3, 4, 5].map((Value) => ({ MetricName: 'series', Value, Timestamp: at((Value - 1) * 60) })),
  );
});
afterAll(() => metrics.close());

const query = (
  Id: string,
  MetricName: string,
  more: { Stat?: string; Period?: number; Unit?: StandardUnit } = {},
): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'data', MetricName }, Period: 60, Stat: 'Sum', ...more },
});
const ask = (queries: MetricDataQuery[], more: object = {}) =>
  metrics.cloudwatch.getMetricData({ ...RANGE, MetricDataQueries: queries, ...more });

describe('GetMetricData', () => {
  it('answers the values of each query, newest first unless it is told otherwise', async () => {
    const { MetricDataResults, Messages } = await ask([
      query('a', 'series', { Period: 120 }),
      query('b', 'none', { Period: 120 }),
    ]);
    expect(Messages).toEqual([]);
    expect(MetricDataResults).toEqual([
      {
        Id: 'a',
        Label: 'series',
        StatusCode: 'Complete',
        Timestamps: [at(240), at(120), HOUR],
        Values: [5, 7, 3],
      },
      { Id: 'b', Label: 'none', StatusCode: 'Complete', Timestamps: [], Values: [] },
    ]);
    const ascending = await ask([query('a', 'series', { Stat: 'p90', Period: 300 })], {
      ScanBy: 'TimestampAscending',
    });
    expect(ascending.MetricDataResults).toMatchObject([{ Timestamps: [HOUR], Values: [5] }]);
  });

  // As recorded on AWS: github.com/localstack/localstack, test_label_generation.
  it.each<[string, [string, number, StandardUnit][], [string, number[]][]]>([
    [
      'both',
      [
        ['Sum', 60, 'Seconds'],
        ['Minimum', 30, 'Seconds'],
      ],
      [
        ['metric1 Sum 60', [109]],
        ['metric1 Minimum 30', [0]],
      ],
    ],
    [
      'the statistic',
      [
        ['Sum', 60, 'Seconds'],
        ['Minimum', 60, 'Seconds'],
      ],
      [
        ['metric1 Sum', [109]],
        ['metric1 Minimum', [0]],
      ],
    ],
    [
      'the period',
      [
        ['Sum', 60, 'Seconds'],
        ['Sum', 30, 'Seconds'],
      ],
      [
        ['metric1 60', [109]],
        ['metric1 30', [109]],
      ],
    ],
    [
      'the unit alone',
      [
        ['Sum', 60, 'Seconds'],
        ['Sum', 60, 'Milliseconds'],
      ],
      [
        ['metric1', [109]],
        ['metric1', []],
      ],
    ],
  ])('calls results after the metric, and after %s where that differs', async (_, pairs, expected) => {
    const queries = pairs.map(([Stat, Period, Unit], index) =>
      query(`q${index}`, 'metric1', { Stat, Period, Unit }),
    );
    const { MetricDataResults = [] } = await ask(queries);
    expect(MetricDataResults.map(({ Label, Values }) => [Label, Values])).toEqual(expected);
  });

  it('takes the label that a query brings, and leaves out what is not to be returned', async () => {
    const { MetricDataResults } = await ask([
      { ...query('a', 'series'), Label: 'mine' },
      { ...query('b', 'series'), ReturnData: false },
    ]);
    expect(MetricDataResults).toMatchObject([{ Id: 'a', Label: 'mine' }]);
  });

  // As recorded on AWS: test_get_metric_data_different_units_no_unit_in_query.
  it('takes one unit of several, and says so', async () => {
    const { MetricDataResults } = await ask([query('m1', 'units')]);
    const Value = "Multiple units returned: '[Count, Milliseconds, Seconds]'";
    expect(MetricDataResults).toMatchObject([{ Values: [5], Messages: [{ Code: 'MultipleUnits', Value }] }]);
    const one = await ask([query('m1', 'units', { Unit: 'Seconds' })]);
    expect(one.MetricDataResults?.[0]).toMatchObject({ Values: [60] });
    expect(one.MetricDataResults?.[0]?.Messages).toBeUndefined();
  });

  it('answers pages, and goes on where one ended', async () => {
    const queries = [query('a', 'series'), query('b', 'metric1'), query('c', 'none')];
    const pages: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await ask(queries, { MaxDatapoints: 4, NextToken });
      pages.push(
        (page.MetricDataResults ?? []).map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode]),
      );
      NextToken = page.NextToken;
    } while (NextToken);
    expect(pages).toEqual([
      [['a', [5, 4, 3, 2], 'PartialData']],
      [
        ['a', [1], 'Complete'],
        ['b', [109], 'Complete'],
        ['c', [], 'Complete'],
      ],
    ]);
    await expect(ask(queries, { NextToken: 'other' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });

  it.each<[string, MetricDataQuery[], object, string, string]>([
    [
      'a start that is the end',
      [query('a', 'series')],
      { EndTime: HOUR },
      'ValidationException',
      'The parameter StartTime must not equal parameter EndTime.',
    ],
    [
      'two queries of one id',
      [query('a', 'series'), query('a', 'metric1')],
      {},
      'ValidationException',
      'The values for parameter id in MetricDataQueries are not unique.',
    ],
    [
      'metric math, by name',
      [query('a', 'series'), { Id: 'b', Expression: 'a * 100' }],
      {},
      'NotImplemented',
      'Metric math ("a * 100") of Amazon CloudWatch is not supported by local-cloud.',
    ],
    [
      'a statistic that is none',
      [query('a', 'series', { Stat: 'Median' })],
      {},
      'InvalidParameterValueException',
      'The value Median for parameter MetricDataQueries.member.1.MetricStat.Stat is not supported.',
    ],
  ])('rejects %s', async (_, queries, more, name, message) => {
    await expect(ask(queries, more)).rejects.toMatchObject({ name, message });
  });
});
