import {
  CreateFunctionUrlConfigCommand,
  GetAliasCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, invoke, type LambdaCloud, startLambdaCloud } from './support.ts';

/** Values as AWS answered them to these very requests: recorded in public repositories, by tests that ran there. */

const cloud = await used(startLambdaCloud());
let answering: string;
let echo: string;
beforeAll(async () => {
  const urlOf = async (FunctionName: string, body: string): Promise<string> => {
    await createFunction(cloud.lambda, FunctionName, body);
    const command = new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' });
    return (await cloud.lambda.send(command)).FunctionUrl ?? '';
  };
  answering = await urlOf('answering', 'return JSON.parse(event.body);');
  echo = await urlOf('echo', 'return event;');
});

describe('what a function URL makes of an answer', () => {
  it.each([
    ['an object', { hello: 'world' }, '{"hello":"world"}'],
    ['a response', { statusCode: 200, body: 'body123' }, 'body123'],
    ['a response of JSON', { statusCode: 200, body: '{"hello": "world"}' }, '{"hello": "world"}'],
    ['a list', ['hello', 3, true], '["hello",3,true]'],
    ['text', 'hello', 'hello'],
    ['a number', 3, '3'],
    ['a fraction', 3.1, '3.1'],
    ['a truth', true, 'true'],
  ])('is what AWS makes of it: %s', async (_what, answer, body) => {
    const response = await fetch(answering, { method: 'POST', body: JSON.stringify(answer) });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      ...[200, 'application/json', body],
    ]);
    expect(response.headers.get('content-length')).toBe(String(body.length));
  });
});

describe('the event of a function URL', () => {
  it('has path, query, headers and body as AWS has them', async () => {
    const response = await fetch(`${echo}pa2%Fth/1?q=query&multiQuery=foo&multiQuery=%2Fbar`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ExTrA-HeadErs': 'With WeiRd CapS',
        'user-agent': 'test/echo',
      },
      body: '{"foo": "bar"}',
    });
    const event = (await response.json()) as Record<string, unknown>;
    expect(event).toMatchObject({
      rawPath: '/pa2%Fth/1',
      queryStringParameters: { q: 'query', multiQuery: 'foo,/bar' },
      headers: {
        ...{ 'content-length': '14', 'content-type': 'application/json', 'user-agent': 'test/echo' },
        'extra-headers': 'With WeiRd CapS',
      },
      body: '{"foo": "bar"}',
      isBase64Encoded: false,
    });
  });

  it('has a form with files as base64', async () => {
    const body =
      '\r\n--4efd\r\nContent-Disposition: form-data; name="formfield"\r\n\r\nnot a file\r\n--4efd--\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=4efd' };
    const event = await (await fetch(`${echo}test/value`, { method: 'POST', headers, body })).json();
    expect(event).toMatchObject({ isBase64Encoded: true, body: Buffer.from(body).toString('base64') });
  });
});

describe('the API', () => {
  const refusal = async (command: Parameters<LambdaCloud['lambda']['send']>[0]): Promise<unknown[]> => {
    const error = await cloud.lambda.send(command).catch((thrown) => thrown);
    return [error.name, error.message, error.$metadata?.httpStatusCode];
  };
  const FunctionName = 'echo';

  it.each([
    [
      new UpdateAliasCommand({ FunctionName, Name: 'non-existent' }),
      ['ResourceNotFoundException', `Alias not found: ${ARN}:echo:non-existent`, 404],
    ],
    [
      new GetAliasCommand({ FunctionName, Name: 'non-existent' }),
      ['ResourceNotFoundException', `Cannot find alias arn: ${ARN}:echo:non-existent`, 404],
    ],
    [
      new RemovePermissionCommand({ FunctionName: 'doesnotexist', StatementId: 's1' }),
      ['ResourceNotFoundException', `No policy found for: ${ARN}:doesnotexist`, 404],
    ],
    [
      new PutFunctionConcurrencyCommand({ FunctionName: 'doesnotexist', ReservedConcurrentExecutions: 1 }),
      ['ResourceNotFoundException', `Function not found: ${ARN}:doesnotexist:$LATEST`, 404],
    ],
    [
      new TagResourceCommand({ Resource: `${ARN}:echo`, Tags: {} }),
      ['InvalidParameterValueException', 'An error occurred and the request cannot be processed.', 400],
    ],
    [
      new PutFunctionEventInvokeConfigCommand({
        FunctionName,
        DestinationConfig: { OnSuccess: { Destination: `${ARN}:doesnotexist` } },
      }),
      ['InvalidParameterValueException', `The destination ARN ${ARN}:doesnotexist is invalid.`, 400],
    ],
    [
      new PutFunctionEventInvokeConfigCommand({
        FunctionName,
        DestinationConfig: { OnSuccess: { Destination: `${ARN}:echo` } },
      }),
      ['InvalidParameterValueException', "You can't specify the function as a destination for itself.", 400],
    ],
  ])('refuses as AWS does: %#', async (command, wanted) => {
    expect(await refusal(command as Parameters<LambdaCloud['lambda']['send']>[0])).toEqual(wanted);
  });
});

it.each(['Event', 'DryRun'] as const)(
  'names no executed version for an invocation of type %s',
  async (InvocationType) => {
    const { $metadata, StatusCode, ExecutedVersion, result } = await invoke(
      cloud.lambda,
      'echo',
      {},
      { InvocationType },
    );
    expect([$metadata.httpStatusCode, StatusCode, ExecutedVersion, result]).toEqual([
      ...(InvocationType === 'Event' ? [202, 202] : [204, 204]),
      ...[undefined, undefined],
    ]);
  },
);
