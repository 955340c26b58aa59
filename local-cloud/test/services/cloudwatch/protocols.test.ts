import { gunzipSync, gzipSync } from 'node:zlib';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { encode, Tagged } from 'cborg';
import { run } from '../../../../tests/support/run.ts';
import { at, HOUR, type MetricsCloud, RANGE, startMetrics } from './support.ts';

let metrics: MetricsCloud;
beforeAll(async () => {
  metrics = await startMetrics();
  await metrics.put('spoken', { MetricName: 'words', Values: [1, 2.5], Counts: [3, 1], Unit: 'Count' });
});
afterAll(() => metrics.close());

const METRIC = { Namespace: 'spoken', MetricName: 'words', ...RANGE, Period: 60 };
const DATAPOINT = { Timestamp: HOUR, Sum: 5.5, SampleCount: 4, Unit: 'Count' };
const BACKWARDS = { ...METRIC, StartTime: at(60), EndTime: HOUR, Statistics: ['Sum' as const] };
const MESSAGE = 'The parameter StartTime must be less than the parameter EndTime.';

describe.each([
  ['AWS JSON 1.0', {}],
  ['RPC v2 CBOR', { protocol: AwsSmithyRpcV2CborProtocol }],
])('the SDK, in %s', (_, options) => {
  it('puts metrics, and gets dates, numbers and maps back', async () => {
    const client = metrics.client(options);
    const name = `words-${crypto.randomUUID()}`;
    const MetricData = [{ MetricName: name, Timestamp: at(90), Value: 0.1 }];
    await client.putMetricData({ Namespace: 'spoken', MetricData });
    const { Datapoints } = await client.getMetricStatistics({
      ...METRIC,
      MetricName: name,
      ExtendedStatistics: ['p50', 'tm99'],
    });
    expect(Datapoints).toEqual([
      { Timestamp: at(60), ExtendedStatistics: { p50: 0.1, tm99: 0.1 }, Unit: 'None' },
    ]);
    client.destroy();
  });

  it('reads what was put in another protocol', async () => {
    const client = metrics.client(options);
    const { Label, Datapoints } = await client.getMetricStatistics({
      ...METRIC,
      Statistics: ['Sum', 'SampleCount'],
    });
    expect([Label, Datapoints]).toEqual(['words', [DATAPOINT]]);
    client.destroy();
  });

  it('gets errors by their shape and by the code of old', async () => {
    const client = metrics.client(options);
    await expect(client.getMetricStatistics(BACKWARDS)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: MESSAGE,
      Error: { Code: 'InvalidParameterValue', Type: 'Sender' },
    });
    await expect(client.describeAlarms({})).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The operation DescribeAlarms of Amazon CloudWatch is not supported by local-cloud.',
    });
    client.destroy();
  });
});

describe('a compressed body', () => {
  const many = (MetricName: string) =>
    Array.from({ length: 900 }, (_, Value) => ({ MetricName, Timestamp: HOUR, Value }));
  const count = async (MetricName: string) => {
    const { Datapoints } = await metrics.cloudwatch.getMetricStatistics({
      ...METRIC,
      MetricName,
      Statistics: ['SampleCount'],
    });
    return Datapoints?.map(({ SampleCount }) => SampleCount);
  };

  it('is taken in JSON, as the SDK sends it above 10 KB', async () => {
    const client = metrics.client();
    const sent: unknown[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
        sent.push(headers['content-encoding'], gunzipSync(body).length > 10_240);
        return next(args);
      },
      { step: 'finalizeRequest' },
    );
    await client.putMetricData({ Namespace: 'spoken', MetricData: many('zipped-json') });
    expect(sent).toEqual(['gzip', true]);
    expect(await count('zipped-json')).toEqual([900]);
    client.destroy();
  });

  it('is taken in CBOR, and 400 where it is none', async () => {
    const put = async (body: Uint8Array<ArrayBuffer>) => {
      const path = '/service/GraniteServiceVersion20100801/operation/PutMetricData';
      const headers = { 'smithy-protocol': 'rpc-v2-cbor', 'content-encoding': 'gzip' };
      return (await fetch(`${metrics.cloud.endpoint}${path}`, { method: 'POST', headers, body })).status;
    };
    const MetricData = many('zipped-cbor').map(({ Timestamp, ...datum }) => ({
      ...datum,
      Timestamp: new Tagged(1, Timestamp.getTime() / 1000),
    }));
    const input = encode({ Namespace: 'spoken', MetricData });
    expect(await put(new Uint8Array(gzipSync(input)))).toBe(200);
    expect(await count('zipped-cbor')).toEqual([900]);
    expect(await put(new Uint8Array(input))).toBe(400);
  });
});

describe('a form, signed or not', () => {
  const post = async (parameters: Record<string, string>) => {
    const body = new URLSearchParams({ Version: '2010-08-01', ...parameters });
    const answer = await fetch(metrics.cloud.endpoint, { method: 'POST', body });
    return [answer.status, await answer.text()];
  };
  const query = {
    ...{ Action: 'GetMetricStatistics', Namespace: 'spoken', MetricName: 'words', Period: '60' },
    ...{ StartTime: HOUR.toISOString(), EndTime: at(600).toISOString() },
  };

  it('is answered in XML, maps by their entries', async () => {
    const names = { 'ExtendedStatistics.member.1': 'p50', 'ExtendedStatistics.member.2': 'p100' };
    const [status, xml] = await post({ ...query, ...names });
    expect([status, xml]).toEqual([
      200,
      expect.stringContaining(
        `<GetMetricStatisticsResult><Label>words</Label><Datapoints><member><Timestamp>${HOUR.toISOString()}</Timestamp>` +
          '<ExtendedStatistics><entry><key>p50</key><value>1</value></entry><entry><key>p100</key><value>2.5</value></entry></ExtendedStatistics>' +
          '<Unit>Count</Unit></member></Datapoints></GetMetricStatisticsResult>',
      ),
    ]);
  });

  it('puts metrics', async () => {
    const datum = {
      'MetricData.member.1.MetricName': 'by-form',
      'MetricData.member.1.Value': '7.5',
      'MetricData.member.1.Timestamp': HOUR.toISOString(),
      'MetricData.member.1.Dimensions.member.1.Name': 'kind',
      'MetricData.member.1.Dimensions.member.1.Value': 'form',
    };
    const [status] = await post({ Action: 'PutMetricData', Namespace: 'spoken', ...datum });
    expect(status).toBe(200);
    const { Metrics } = await metrics.cloudwatch.listMetrics({ MetricName: 'by-form' });
    const Dimensions = [{ Name: 'kind', Value: 'form' }];
    expect(Metrics).toEqual([{ Namespace: 'spoken', MetricName: 'by-form', Dimensions }]);
  });

  it('gets errors by the code of old', async () => {
    const [status, xml] = await post({ ...query, EndTime: query.StartTime, 'Statistics.member.1': 'Sum' });
    expect([status, xml]).toEqual([
      400,
      expect.stringContaining(
        `<Error><Type>Sender</Type><Code>InvalidParameterValue</Code><Message>${MESSAGE}</Message></Error>`,
      ),
    ]);
  });
});

it('answers 400 to a body that is no CBOR, in CBOR, without being told the service by a signature', async () => {
  const path = '/service/GraniteServiceVersion20100801/operation/ListMetrics';
  const answer = await fetch(`${metrics.cloud.endpoint}${path}`, {
    method: 'POST',
    headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
    body: Uint8Array.of(0xff),
  });
  expect([answer.status, answer.headers.get('smithy-protocol'), answer.headers.get('content-type')]).toEqual([
    400,
    'rpc-v2-cbor',
    'application/cbor',
  ]);
  expect(await answer.text()).toContain('SerializationException');
});

const aws = await run('aws', ['--version']);
const [itIf, suffix] = aws.code === 0 ? [it, ''] : [it.skip, ' (skipped: aws is not installed)'];

itIf(
  `answers the aws command${suffix}`,
  async () => {
    const environment = {
      ...{ AWS_ENDPOINT_URL: metrics.cloud.endpoint, AWS_DEFAULT_REGION: 'us-east-1' },
      ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    };
    const command = (...args: string[]) =>
      run('aws', ['cloudwatch', ...args, '--output', 'json'], { environment });
    const range = ['--start-time', HOUR.toISOString(), '--end-time', at(600).toISOString(), '--period', '60'];
    const metric = ['--namespace', 'spoken', '--metric-name', 'words'];
    const found = await command('get-metric-statistics', ...metric, ...range, '--statistics', 'Sum');
    expect(JSON.parse(found.stdout)).toMatchObject({
      Label: 'words',
      Datapoints: [{ Sum: 5.5, Unit: 'Count' }],
    });
    const refused = await command(
      'put-metric-data',
      '--namespace',
      'AWS/x',
      '--metric-name',
      'a',
      '--value',
      '1',
    );
    expect([refused.code === 0, refused.output]).toEqual([
      false,
      expect.stringContaining(
        'An error occurred (InvalidParameterValue) when calling the PutMetricData operation: The value AWS/ for parameter Namespace is invalid.',
      ),
    ]);
  },
  30_000,
);
