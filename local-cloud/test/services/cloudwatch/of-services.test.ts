import type { Dimension } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { Lambda } from '@aws-sdk/client-lambda';
import { Fixture } from '../apigateway/http/support.ts';
import { TestApi } from '../apigateway/rest/support.ts';
import { createFunction, invoke } from '../lambda/support.ts';
import { HOUR, type MetricsCloud, startMetrics } from './support.ts';

let metrics: MetricsCloud;
let lambda: Lambda;
beforeAll(async () => {
  metrics = await startMetrics();
  lambda = new Lambda({ ...metrics.cloud.config, maxAttempts: 1 });
});
afterAll(() => metrics.close());

/** Sums over the last hours, by metric: `[SampleCount, Sum]`. */
async function sums(
  Namespace: string,
  names: readonly string[],
  dimensions: Record<string, string>,
  { cloudwatch } = metrics,
): Promise<Record<string, unknown>> {
  const Dimensions: Dimension[] = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const range = { StartTime: HOUR, EndTime: new Date(Date.now() + 60_000), Period: 86_400 };
  const found = await Promise.all(
    names.map(async (MetricName) => {
      const { Datapoints } = await cloudwatch.getMetricStatistics({
        ...{ Namespace, MetricName, Dimensions, ...range, Statistics: ['SampleCount', 'Sum'] },
      });
      return [MetricName, Datapoints?.map(({ SampleCount, Sum, Unit }) => [SampleCount, Sum, Unit])[0]];
    }),
  );
  return Object.fromEntries(found);
}

describe('AWS/Lambda', () => {
  const COUNTS = ['Invocations', 'Errors', 'Throttles'];

  it('counts invocations, errors and throttles, and how long functions took', async () => {
    await createFunction(lambda, 'counted', 'if (event.fail) throw new Error("no"); return 1;');
    await invoke(lambda, 'counted');
    await invoke(lambda, 'counted');
    await invoke(lambda, 'counted', { fail: true });
    await lambda.putFunctionConcurrency({ FunctionName: 'counted', ReservedConcurrentExecutions: 0 });
    await expect(invoke(lambda, 'counted')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    const dimensions = { FunctionName: 'counted' };
    expect(await sums('AWS/Lambda', COUNTS, dimensions)).toEqual({
      Invocations: [3, 3, 'Count'],
      Errors: [3, 1, 'Count'],
      Throttles: [4, 1, 'Count'],
    });
    expect(await sums('AWS/Lambda', ['Duration', 'ConcurrentExecutions'], dimensions)).toEqual({
      Duration: [3, expect.any(Number), 'Milliseconds'],
      ConcurrentExecutions: [3, 3, 'Count'],
    });
  });

  it('tells aliases apart, and counts all functions together', async () => {
    await createFunction(lambda, 'aliased');
    const { Version: FunctionVersion } = await lambda.publishVersion({ FunctionName: 'aliased' });
    await lambda.createAlias({ FunctionName: 'aliased', Name: 'live', FunctionVersion });
    const { Invocations: before } = await sums('AWS/Lambda', ['Invocations'], {});
    await invoke(lambda, 'aliased');
    await invoke(lambda, 'aliased:live');
    const of = (Resource: string) =>
      sums('AWS/Lambda', ['Invocations'], { FunctionName: 'aliased', Resource });
    expect(await of('aliased:live')).toEqual({ Invocations: [1, 1, 'Count'] });
    expect(await of('aliased')).toEqual({ Invocations: [1, 1, 'Count'] });
    const total = ((before as number[] | undefined)?.[1] ?? 0) + 2;
    expect(await sums('AWS/Lambda', ['Invocations'], {})).toEqual({ Invocations: [total, total, 'Count'] });
  });
});

describe('AWS/ApiGateway', () => {
  it('counts the requests to a REST API, of the API and of the stage', async () => {
    const name = `api ${crypto.randomUUID()}`;
    const api = await TestApi.create(metrics.cloud, { name });
    const { FunctionArn = '' } = await createFunction(
      lambda,
      'behind-rest',
      'return { statusCode: Number(event.queryStringParameters.status), body: "" };',
    );
    await lambda.addPermission({
      ...{ FunctionName: 'behind-rest', StatementId: 'api', Action: 'lambda:InvokeFunction' },
      Principal: 'apigateway.amazonaws.com',
    });
    await api.proxy('GET', '/', FunctionArn);
    await api.deploy('dev');
    for (const status of [200, 201, 404, 500]) await fetch(api.url(`/?status=${status}`));
    await fetch(api.url('/missing'));
    const expected = {
      Count: [5, 5, 'Count'],
      '4XXError': [5, 2, 'Count'],
      '5XXError': [5, 1, 'Count'],
      Latency: [5, expect.any(Number), 'Milliseconds'],
      IntegrationLatency: [4, expect.any(Number), 'Milliseconds'],
    };
    expect(await sums('AWS/ApiGateway', Object.keys(expected), { ApiName: name })).toEqual(expected);
    expect(await sums('AWS/ApiGateway', Object.keys(expected), { ApiName: name, Stage: 'dev' })).toEqual(
      expected,
    );
  });

  it('counts the requests to an HTTP API', async () => {
    const fixture = await Fixture.start();
    try {
      const { ApiId, url } = await fixture.api(['$default']);
      await fetch(url);
      await fetch(`${url}?do=throw`);
      const cloudwatch = metrics.client(fixture.cloud.config);
      const names = ['Count', '4xx', '5xx', 'IntegrationLatency', 'DataProcessed'];
      expect(
        await sums('AWS/ApiGateway', names, { ApiId, Stage: '$default' }, { ...metrics, cloudwatch }),
      ).toEqual({
        Count: [2, 2, 'Count'],
        '4xx': [2, 0, 'Count'],
        '5xx': [2, 1, 'Count'],
        IntegrationLatency: [2, expect.any(Number), 'Milliseconds'],
        DataProcessed: [2, expect.any(Number), 'Bytes'],
      });
      cloudwatch.destroy();
    } finally {
      await fixture.close();
    }
  });
});

describe('the embedded metric format', () => {
  const document = (Namespace: string, more: object = {}) => ({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace,
          Dimensions: [['service'], ['service', 'kind'], []],
          Metrics: [
            { Name: 'time', Unit: 'Milliseconds' },
            { Name: 'sizes', Unit: 'Bytes', StorageResolution: 1 },
          ],
        },
      ],
    },
    ...{ service: 'rooms', kind: 'read', time: 12.5, sizes: [1, 2, 3], requestId: 'x' },
    ...more,
  });

  it('is read from what a function logs, whether or not the console wrote something before it', async () => {
    const text = JSON.stringify(JSON.stringify(document('logged')));
    await createFunction(lambda, 'measured', `console.log(${text}); process.stdout.write(${text} + '\\n');`);
    await invoke(lambda, 'measured');
    const expected = { time: [2, 25, 'Milliseconds'], sizes: [6, 12, 'Bytes'] };
    const sets: Record<string, string>[] = [{ service: 'rooms' }, { service: 'rooms', kind: 'read' }, {}];
    for (const dimensions of sets)
      expect(await sums('logged', ['time', 'sizes'], dimensions)).toEqual(expected);
  });

  it('is read from log events that are put, and left alone where it is not kept to', async () => {
    const logs = new CloudWatchLogs(metrics.cloud.config);
    await logs.createLogGroup({ logGroupName: 'g' });
    await logs.createLogStream({ logGroupName: 'g', logStreamName: 's' });
    const events = [
      document('put', { service: 'put' }),
      document('put', { service: 1 }),
      document('put', { service: 'text', time: 'long', sizes: null }),
      { ...document('put', { service: 'broken' }), _aws: { Timestamp: 'now', CloudWatchMetrics: [] } },
    ];
    const logEvents = events.map((event) => ({ timestamp: Date.now(), message: JSON.stringify(event) }));
    const cut = {
      timestamp: Date.now(),
      message: `${JSON.stringify(document('put', { service: 'cut' })).slice(0, -1)}`,
    };
    await logs.putLogEvents({ logGroupName: 'g', logStreamName: 's', logEvents: [...logEvents, cut] });
    expect(await sums('put', ['time'], { service: 'put' })).toEqual({ time: [1, 12.5, 'Milliseconds'] });
    const { Metrics = [] } = await metrics.cloudwatch.listMetrics({
      Namespace: 'put',
      MetricName: 'time',
    });
    const services = Metrics.flatMap(({ Dimensions = [] }) => Dimensions)
      .filter(({ Name }) => Name === 'service')
      .map(({ Value }) => Value);
    expect([...new Set(services)].sort()).toEqual(['put']);
    logs.destroy();
  });
});
