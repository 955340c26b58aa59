import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { createFunction, invoke, type LambdaCloud, startLambdaCloud } from './support.ts';

/** What the function under test reports, as one request each. */
const reports = http.createServer((request, response) => {
  response.end();
  reports.emit('report', request.url);
});

let cloud: LambdaCloud;
let report: string;
beforeAll(async () => {
  process.env.LAMBDA_RETRY_BASE_DELAY_SECONDS = '0.01';
  reports.listen(0, '127.0.0.1');
  await once(reports, 'listening');
  report = `await fetch('http://127.0.0.1:${(reports.address() as AddressInfo).port}/' + context.awsRequestId);`;
  cloud = await startLambdaCloud();
});
afterAll(async () => {
  delete process.env.LAMBDA_RETRY_BASE_DELAY_SECONDS;
  await cloud.close();
  reports.closeAllConnections();
  reports.close();
});

/** The paths of the next reports. */
async function collect(count: number): Promise<string[]> {
  const paths: string[] = [];
  while (paths.length < count) paths.push((await once(reports, 'report'))[0]);
  return paths;
}

describe('Invoke of type Event', () => {
  it('answers at once and runs the function', async () => {
    await createFunction(cloud.lambda, 'event', report);
    const reported = collect(1);
    const { StatusCode, result, $metadata } = await invoke(
      cloud.lambda,
      'event',
      {},
      { InvocationType: 'Event' },
    );
    expect({ StatusCode, result }).toEqual({ StatusCode: 202, result: undefined });
    expect(await reported).toEqual([`/${$metadata.requestId}`]);
  });

  it('tries again twice where the function fails, with the same request id', async () => {
    await createFunction(cloud.lambda, 'retried', `${report} throw new Error('again');`);
    const reported = collect(3);
    const { $metadata } = await invoke(cloud.lambda, 'retried', {}, { InvocationType: 'Event' });
    expect(await reported).toEqual(Array(3).fill(`/${$metadata.requestId}`));
  });

  it('tries as often as the function is configured to', async () => {
    const FunctionName = 'once-only';
    await createFunction(cloud.lambda, FunctionName, `${report} throw new Error('no more');`);
    await cloud.lambda.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }),
    );
    await createFunction(cloud.lambda, 'following', report);
    const reported = collect(2);
    const first = await invoke(cloud.lambda, FunctionName, {}, { InvocationType: 'Event' });
    const second = await invoke(cloud.lambda, 'following', {}, { InvocationType: 'Event' });
    expect((await reported).sort()).toEqual(
      [first, second].map((each) => `/${each.$metadata.requestId}`).sort(),
    );
  });
});

describe('a destination', () => {
  it.each([
    ['OnSuccess', 'return { done: event.n };', 'Success', 1, undefined],
    ['OnFailure', `throw new RangeError('no');`, 'RetriesExhausted', 2, 'Unhandled'],
  ])(
    'that is a function gets a record of what became of an event: %s',
    async (which, body, condition, count, error) => {
      const names = [`from-${which}`, `to-${which}`] as const;
      await createFunction(cloud.lambda, names[0], body);
      const { FunctionArn: Destination } = await createFunction(
        cloud.lambda,
        names[1],
        `await fetch('http://127.0.0.1:${(reports.address() as AddressInfo).port}/' + encodeURIComponent(JSON.stringify(event)));`,
      );
      await cloud.lambda.send(
        new PutFunctionEventInvokeConfigCommand({
          ...{
            FunctionName: names[0],
            MaximumRetryAttempts: 1,
            DestinationConfig: { [which]: { Destination } },
          },
        }),
      );
      const reported = collect(1);
      const { $metadata } = await invoke(cloud.lambda, names[0], { n: 7 }, { InvocationType: 'Event' });
      const [record = ''] = await reported;
      expect(JSON.parse(decodeURIComponent(record.slice(1)))).toEqual({
        version: '1.0',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        requestContext: {
          ...{ requestId: $metadata.requestId, condition, approximateInvokeCount: count },
          functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${names[0]}:$LATEST`,
        },
        requestPayload: { n: 7 },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          ...(error && { functionError: error }),
        },
        responsePayload: error ? expect.objectContaining({ errorType: 'RangeError' }) : { done: 7 },
      });
    },
  );
});
