import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { at, HOUR, type MetricsCloud, RANGE, startMetrics } from './support.ts';

let metrics: MetricsCloud;
beforeAll(async () => {
  metrics = await startMetrics();
});
afterAll(() => metrics.close());

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const set = { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 };

describe('PutMetricData', () => {
  it.each<[string, MetricDatum, string, string]>([
    // The first three as recorded on AWS: github.com/localstack/localstack, test_put_metric_data_validation.
    [
      'a value and values',
      { MetricName: 'm', Value: 1, Values: [1] },
      'InvalidParameterCombinationException',
      'The parameters MetricData.member.2.Value and MetricData.member.2.Values are mutually exclusive and you have specified both.',
    ],
    [
      'values and counts of another number',
      { MetricName: 'm', Values: [1, 2], Counts: [1] },
      'InvalidParameterValueException',
      'The parameters MetricData.member.2.Values and MetricData.member.2.Counts must be of the same size.',
    ],
    [
      'a value and a statistic set',
      { MetricName: 'm', Value: 1, StatisticValues: set },
      'InvalidParameterCombinationException',
      'The parameters MetricData.member.2.Value and MetricData.member.2.StatisticValues are mutually exclusive and you have specified both.',
    ],
    [
      'a storage resolution other than 1 and 60',
      { MetricName: 'm', Value: 1, StorageResolution: 300 },
      'InvalidParameterValueException',
      'The parameter MetricData.member.2.StorageResolution must be a value in the set [ 1, 60 ].',
    ],
    [
      'a time more than two weeks ago',
      { MetricName: 'm', Value: 1, Timestamp: ago(15) },
      'InvalidParameterValueException',
      'The parameter MetricData.member.2.Timestamp must specify a time within the past two weeks.',
    ],
    [
      'a time more than two hours ahead',
      { MetricName: 'm', Value: 1, Timestamp: ago(-1) },
      'InvalidParameterValueException',
      'The parameter MetricData.member.2.Timestamp must specify a time no more than two hours in the future.',
    ],
    [
      'a number beyond 2^360',
      { MetricName: 'm', Value: 2 ** 361 },
      'InvalidParameterValueException',
      `The value ${2 ** 361} for parameter MetricData.member.2.Value is invalid.`,
    ],
    [
      'a unit that is none',
      { MetricName: 'm', Value: 1, Unit: 'Miles' as 'Count' },
      'ValidationException',
      "1 validation error detected: Value 'Miles' at 'metricData.2.member.unit' failed to satisfy constraint: Member must satisfy enum value set: ",
    ],
    [
      'no value at all',
      { MetricName: 'm' },
      'MissingRequiredParameterException',
      'One of MetricData.member.2.Value, MetricData.member.2.Values and MetricData.member.2.StatisticValues is required.',
    ],
  ])('rejects %s, and keeps nothing of the request', async (_, datum, name, message) => {
    const Namespace = `refused-${crypto.randomUUID()}`;
    await expect(metrics.put(Namespace, { MetricName: 'good', Value: 1 }, datum)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
    expect((await metrics.cloudwatch.listMetrics({ Namespace })).Metrics).toEqual([]);
  });

  it("rejects AWS's own namespaces, and more than 1,000 metrics", async () => {
    await expect(metrics.put('AWS/Lambda', { MetricName: 'm', Value: 1 })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The value AWS/ for parameter Namespace is invalid.',
    });
    const many = Array.from({ length: 1001 }, () => ({ MetricName: 'm', Value: 1 }));
    await expect(metrics.put('many', ...many)).rejects.toMatchObject({
      message: 'The collection MetricData must not have a size greater than 1000.',
    });
  });

  it('tells regions apart', async () => {
    await metrics.put('regional', { MetricName: 'm', Value: 1 });
    const elsewhere = metrics.client({ region: 'eu-west-1' });
    expect((await elsewhere.listMetrics({ Namespace: 'regional' })).Metrics).toEqual([]);
    elsewhere.destroy();
  });

  it('keeps seconds apart where the metric asks for it, and else the minute', async () => {
    const [fine, coarse] = [{ MetricName: 'fine', StorageResolution: 1 }, { MetricName: 'coarse' }];
    for (const seconds of [3, 4, 13]) {
      const sample = { Value: seconds, Timestamp: at(seconds) };
      await metrics.put('grain', { ...fine, ...sample }, { ...coarse, ...sample });
    }
    const sums = async (MetricName: string) => {
      const query = {
        Namespace: 'grain',
        ...RANGE,
        EndTime: at(60),
        Period: 10,
        Statistics: ['Sum' as const],
      };
      const { Datapoints = [] } = await metrics.cloudwatch.getMetricStatistics({ ...query, MetricName });
      return Datapoints.map(({ Timestamp, Sum }) => [(Timestamp!.getTime() - HOUR.getTime()) / 1000, Sum]);
    };
    expect(await sums('fine')).toEqual([
      [0, 7],
      [10, 13],
    ]);
    expect(await sums('coarse')).toEqual([[0, 20]]);
  });
});

describe('ListMetrics', () => {
  const Namespace = 'listed';
  const by = (...pairs: [string, string][]) => pairs.map(([Name, Value]) => ({ Name, Value }));
  beforeAll(async () => {
    await metrics.put(
      Namespace,
      { MetricName: 'a', Value: 1 },
      { MetricName: 'a', Value: 1, Dimensions: by(['x', '1'], ['b', '2']) },
      // The same metric: dimensions have no order.
      { MetricName: 'a', Value: 1, Dimensions: by(['b', '2'], ['x', '1']) },
      { MetricName: 'b', Value: 1, Dimensions: by(['x', '2']) },
    );
  });
  const names = async (filter: object) => {
    const { Metrics = [] } = await metrics.cloudwatch.listMetrics({ Namespace, ...filter });
    return Metrics.map(({ MetricName, Dimensions = [] }) =>
      [MetricName, ...Dimensions.map(({ Name, Value }) => `${Name}=${Value}`)].join(' '),
    );
  };

  it('lists a metric once for each set of dimensions', async () => {
    expect(await names({})).toEqual(['a', 'a b=2 x=1', 'b x=2']);
    expect(await names({ MetricName: 'a' })).toEqual(['a', 'a b=2 x=1']);
    expect(await names({ Dimensions: [{ Name: 'x' }] })).toEqual(['a b=2 x=1', 'b x=2']);
    expect(await names({ Dimensions: [{ Name: 'x', Value: '2' }], RecentlyActive: 'PT3H' })).toEqual([
      'b x=2',
    ]);
  });

  it('answers pages of 500', async () => {
    const many = Array.from({ length: 501 }, (_, index) => ({ MetricName: `m${index}`, Value: 1 }));
    await metrics.put('paged', ...many);
    const first = await metrics.cloudwatch.listMetrics({ Namespace: 'paged' });
    const { NextToken } = first;
    const second = await metrics.cloudwatch.listMetrics({ Namespace: 'paged', NextToken });
    expect([first.Metrics?.length, second.Metrics?.length, second.NextToken]).toEqual([500, 1, undefined]);
    await expect(metrics.cloudwatch.listMetrics({ NextToken: 'none' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });
});
