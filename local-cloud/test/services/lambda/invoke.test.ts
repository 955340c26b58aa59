import { GetFunctionCommand, InvokeCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { createFunction, invoke, startLambdaCloud, zip } from './support.ts';

const cloud = await used(startLambdaCloud());
beforeAll(async () => {
  await createFunction(
    cloud.lambda,
    'echo',
    'console.log("seen"); return { event, id: context.awsRequestId };',
  );
});

const send = (input: object) => cloud.lambda.send(new InvokeCommand({ FunctionName: 'echo', ...input }));

describe('Invoke', () => {
  it("answers the function's result, under the request's id", async () => {
    const { result, StatusCode, ExecutedVersion, FunctionError, LogResult, $metadata } = await invoke(
      cloud.lambda,
      'echo',
      { a: 1 },
    );
    expect({ StatusCode, ExecutedVersion, FunctionError, LogResult }).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: undefined,
      LogResult: undefined,
    });
    expect(result).toEqual({ event: { a: 1 }, id: $metadata.requestId });
  });

  it('takes an empty payload for an empty object', async () => {
    const { Payload } = await send({});
    expect(JSON.parse(Buffer.from(Payload ?? []).toString('utf8')).event).toEqual({});
  });

  it('answers the end of the log when asked to', async () => {
    const { LogResult, $metadata } = await send({ LogType: 'Tail' });
    const log = Buffer.from(LogResult ?? '', 'base64').toString('utf8');
    expect(log.match(/^(START|END|REPORT)(?= RequestId: )|\tINFO\tseen$/gm)).toEqual([
      'START',
      '\tINFO\tseen',
      'END',
      'REPORT',
    ]);
    expect(log).toContain($metadata.requestId);
  });

  it('says that the function failed, and how', async () => {
    await createFunction(cloud.lambda, 'failing', 'throw new RangeError("too far");');
    const { FunctionError, StatusCode, result } = await invoke(cloud.lambda, 'failing');
    expect({ FunctionError, StatusCode }).toEqual({ FunctionError: 'Unhandled', StatusCode: 200 });
    expect(result).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
  });

  it('hands the client context to the function', async () => {
    await createFunction(cloud.lambda, 'context', 'return context.clientContext;');
    const ClientContext = Buffer.from('{"custom":{"k":"v"}}').toString('base64');
    const { result } = await invoke(cloud.lambda, 'context', {}, { ClientContext });
    expect(result).toMatchObject({ custom: { k: 'v' } });
  });

  it('runs nothing in a dry run', async () => {
    const { StatusCode } = await send({ InvocationType: 'DryRun' });
    expect(StatusCode).toBe(204);
  });

  it('rejects a payload that is not JSON', async () => {
    await expect(send({ Payload: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringMatching(
        /^Could not parse request body into json: Could not parse payload into json: /,
      ),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('rejects payloads above 6 MB, and above 1 MB for events', async () => {
    await expect(send({ Payload: JSON.stringify('x'.repeat(6_291_455)) })).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      $metadata: { httpStatusCode: 413 },
    });
    const Payload = JSON.stringify('x'.repeat(1_048_575));
    await expect(send({ InvocationType: 'Event', Payload })).rejects.toMatchObject({
      message: '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
    });
  });

  it('throttles above the reserved concurrency', async () => {
    await createFunction(cloud.lambda, 'reserved');
    await cloud.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'reserved', ReservedConcurrentExecutions: 0 }),
    );
    await expect(invoke(cloud.lambda, 'reserved')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    const { Concurrency } = await cloud.lambda.send(new GetFunctionCommand({ FunctionName: 'reserved' }));
    expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 0 });
  });

  it('runs invocations side by side, and queues what the machine has no room for', async () => {
    const wait = 'await new Promise((resolve) => setTimeout(resolve, 20)); return event.n;';
    await createFunction(cloud.lambda, 'many', wait, { Timeout: 30 });
    const calls = Array.from({ length: 40 }, (_, n) => invoke(cloud.lambda, 'many', { n }));
    const results = (await Promise.all(calls)).map(({ result }) => result);
    expect(results).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it.each([
    [
      'CommonJS',
      {
        'index.js':
          'const { STSClient } = require("@aws-sdk/client-sts"); exports.handler = async () => STSClient.name;',
      },
    ],
    [
      'ES modules',
      {
        'index.mjs':
          'import { STSClient } from "@aws-sdk/client-sts"; export const handler = async () => STSClient.name;',
      },
    ],
  ])('provides the AWS SDK to %s that do not bring it', async (kind, files) => {
    const FunctionName = `sdk-${kind.slice(0, 2)}`;
    await createFunction(cloud.lambda, FunctionName, '', { Code: { ZipFile: zip(files) } });
    expect((await invoke(cloud.lambda, FunctionName)).result).toBe('STSClient');
  });
});
