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
    const reported = collect(2);
    const first = await invoke(cloud.lambda, FunctionName, {}, { InvocationType: 'Event' });
    const second = await invoke(cloud.lambda, 'event', {}, { InvocationType: 'Event' });
    expect((await reported).sort()).toEqual(
      [first, second].map((each) => `/${each.$metadata.requestId}`).sort(),
    );
  });
});
