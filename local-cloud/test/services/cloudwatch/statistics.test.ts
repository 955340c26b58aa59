import type { GetMetricStatisticsCommandInput, Statistic } from '@aws-sdk/client-cloudwatch';
import { at, HOUR, type MetricsCloud, RANGE, startMetrics } from './support.ts';

let metrics: MetricsCloud;
beforeAll(async () => {
  metrics = await startMetrics();
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  await metrics.put(
    'numbers',
    { MetricName: 'hundred', Values: hundred, Unit: 'Milliseconds' },
    { MetricName: 'units', Value: 1, Unit: 'Seconds' },
    { MetricName: 'units', Value: 5, Unit: 'Count' },
    { MetricName: 'units', Value: 10 },
    { MetricName: 'set', StatisticValues: { SampleCount: 3, Sum: 60, Minimum: 10, Maximum: 30 } },
    { MetricName: 'same', StatisticValues: { SampleCount: 3, Sum: 60, Minimum: 20, Maximum: 20 } },
    { MetricName: 'negative', Values: [-1, 1] },
    { MetricName: 'spread', Value: 1, Timestamp: at(0) },
    { MetricName: 'spread', Value: 2, Timestamp: at(59) },
    { MetricName: 'spread', Value: 4, Timestamp: at(60) },
    { MetricName: 'spread', Value: 8, Timestamp: at(240) },
  );
});
afterAll(() => metrics.close());

const ask = (MetricName: string, more: Partial<GetMetricStatisticsCommandInput>) =>
  metrics.cloudwatch.getMetricStatistics({ Namespace: 'numbers', MetricName, ...RANGE, Period: 60, ...more });

async function extended(metric: string, name: string): Promise<number | undefined> {
  const { Datapoints } = await ask(metric, { ExtendedStatistics: [name] });
  return Datapoints?.[0]?.ExtendedStatistics?.[name];
}

describe('GetMetricStatistics', () => {
  it('computes the five statistics', async () => {
    const Statistics: Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'];
    expect((await ask('hundred', { Statistics })).Datapoints).toEqual([
      {
        ...{ Timestamp: HOUR, Unit: 'Milliseconds' },
        ...{ SampleCount: 100, Sum: 5050, Average: 50.5, Minimum: 1, Maximum: 100 },
      },
    ]);
    expect((await ask('set', { Statistics })).Datapoints).toEqual([
      { Timestamp: HOUR, Unit: 'None', SampleCount: 3, Sum: 60, Average: 20, Minimum: 10, Maximum: 30 },
    ]);
  });

  it.each([
    ['p50', 50],
    ['p95', 95],
    ['p99.9', 100],
    ['p0', 1],
    ['p100', 100],
    ['tm90', 45.5],
    ['TM(2%:98%)', 50.5],
    ['TM(10:20)', 15.5],
    ['IQM', 50.5],
    ['wm90', 49.95],
    ['WM(10:90)', 50.4],
    ['tc90', 90],
    ['TC(10:20)', 10],
    ['ts90', 4095],
    ['TS(:20)', 210],
    ['PR(:30)', 30],
    ['PR(90:)', 10],
  ])('computes %s', async (name, expected) => {
    expect(await extended('hundred', name)).toBeCloseTo(expected, 10);
  });

  it('has percentiles of a set only where all its values are the same, and none where some are negative', async () => {
    expect(await extended('same', 'p90')).toBe(20);
    expect(await extended('set', 'p90')).toBeUndefined();
    expect(await extended('negative', 'p90')).toBeUndefined();
  });

  it('answers a datapoint for each unit, or for the one that is asked for', async () => {
    const { Datapoints = [] } = await ask('units', { Statistics: ['Average'] });
    const found = Datapoints.map(({ Unit, Average }) => [Unit, Average]).sort();
    expect(found).toEqual([
      ['Count', 5],
      ['None', 10],
      ['Seconds', 1],
    ]);
    const { Datapoints: one } = await ask('units', { Statistics: ['Average'], Unit: 'Count' });
    expect(one).toEqual([{ Timestamp: HOUR, Average: 5, Unit: 'Count' }]);
    expect((await ask('units', { Statistics: ['Average'], Unit: 'Bits' })).Datapoints).toEqual([]);
  });

  it.each([
    [
      'a minute',
      60,
      0,
      [
        [0, 3],
        [60, 4],
        [240, 8],
      ],
    ],
    [
      'two minutes',
      120,
      0,
      [
        [0, 7],
        [240, 8],
      ],
    ],
    [
      'two minutes from a start between two, rounded down to its minute',
      120,
      75,
      [
        [60, 4],
        [180, 8],
      ],
    ],
  ])('counts in periods of %s', async (_, Period, start, expected) => {
    const { Datapoints = [] } = await ask('spread', { Period, StartTime: at(start), Statistics: ['Sum'] });
    const found = Datapoints.map(({ Timestamp, Sum }) => [
      (Timestamp!.getTime() - HOUR.getTime()) / 1000,
      Sum,
    ]);
    expect(found).toEqual(expected);
  });

  it('leaves out what lies at the end, or has other dimensions', async () => {
    expect((await ask('spread', { EndTime: at(60), Statistics: ['Sum'] })).Datapoints).toHaveLength(1);
    const Dimensions = [{ Name: 'a', Value: 'b' }];
    expect(await ask('spread', { Statistics: ['Sum'], Dimensions })).toMatchObject({
      ...{ Label: 'spread', Datapoints: [] },
    });
  });

  it.each<[string, Partial<GetMetricStatisticsCommandInput>, string, string]>([
    // These two as recorded on AWS: github.com/localstack/localstack, test_invalid_amount_of_datapoints.
    [
      'more than 1,440 datapoints',
      { EndTime: at(86_400), Period: 1, Statistics: ['Sum'] },
      'InvalidParameterCombinationException',
      'You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    ],
    [
      'an end at the start',
      { EndTime: HOUR, Statistics: ['Sum'] },
      'InvalidParameterValueException',
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      'a period of 90 seconds',
      { Period: 90, Statistics: ['Sum'] },
      'InvalidParameterValueException',
      'The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.',
    ],
    [
      'a statistic that is none',
      { ExtendedStatistics: ['p101'] },
      'InvalidParameterValueException',
      'The value p101 for parameter ExtendedStatistics is not supported.',
    ],
    [
      'no statistic',
      {},
      'MissingRequiredParameterException',
      'One of the parameters Statistics and ExtendedStatistics must be specified.',
    ],
    [
      'both kinds of statistics',
      { Statistics: ['Sum'], ExtendedStatistics: ['p50'] },
      'InvalidParameterCombinationException',
      'The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.',
    ],
    [
      'a period of no second',
      { Period: 0, Statistics: ['Sum'] },
      'ValidationException',
      "1 validation error detected: Value '0' at 'period' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ])('rejects %s', async (_, more, name, message) => {
    await expect(ask('hundred', more)).rejects.toMatchObject({ name, message });
  });

  it('stays within half a percent with more values than it keeps apart', async () => {
    const values = Array.from({ length: 3000 }, (_, index) => 1000 + index);
    for (let first = 0; first < values.length; first += 150)
      await metrics.put('numbers', { MetricName: 'many', Values: values.slice(first, first + 150) });
    expect(Math.abs(((await extended('many', 'p50')) ?? 0) - 2499)).toBeLessThan(12.5);
    const { Datapoints } = await ask('many', { Statistics: ['SampleCount', 'Sum'] });
    expect(Datapoints).toMatchObject([{ SampleCount: 3000, Sum: 7_498_500 }]);
  });
});
