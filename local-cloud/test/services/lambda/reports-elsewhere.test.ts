import { CreateFunctionUrlConfigCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { ARN, createFunction, invoke, startLambdaCloud, zip } from './support.ts';

/** What users of other tools reported as unlike AWS, with what AWS does: each tried here. */

const cloud = await used(startLambdaCloud());
let url: string;
beforeAll(async () => {
  await createFunction(
    cloud.lambda,
    'any',
    `return eval(event.code ?? event.headers?.['x-code'] ?? 'event');`,
  );
  const command = new CreateFunctionUrlConfigCommand({ FunctionName: 'any', AuthType: 'NONE' });
  url = (await cloud.lambda.send(command)).FunctionUrl ?? '';
});

const answered = (answer: string, init: RequestInit = {}) =>
  fetch(url, { redirect: 'manual', ...init, headers: { 'x-code': `(${answer})`, ...init.headers } });
const run = (code: string) => invoke(cloud.lambda, 'any', { code });

async function made(FunctionName: string, files: Record<string, string>, more: object = {}) {
  await createFunction(cloud.lambda, FunctionName, '', { Code: { ZipFile: zip(files) }, ...more });
  const { FunctionError, result } = await invoke(cloud.lambda, FunctionName);
  return [FunctionError, result.errorType, result.errorMessage];
}

describe('a function URL', () => {
  it('passes binary bodies as base64 (Floci 3153)', async () => {
    const body = Buffer.from([0, 255, 128, 10]);
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await answered('[event.body, event.isBase64Encoded]', { method: 'POST', body, headers });
    expect(await answer.json()).toEqual(['AP+ACg==', true]);
  });

  it('sends each cookie in a header of its own (Floci 3153)', async () => {
    const answer = await answered(`{ statusCode: 200, cookies: ['probe=one', 'other=two'] }`);
    expect(answer.headers.getSetCookie()).toEqual(['probe=one', 'other=two']);
  });

  it('answers 502 for a function that throws (Floci 3153)', async () => {
    expect((await answered(`(() => { throw new Error('no'); })()`)).status).toBe(502);
  });

  it('takes a status that is text, and a body that is an object (LocalStack 8213)', async () => {
    const answer = await answered(
      `{ statusCode: '302', body: {}, headers: { Location: 'https://example.com' } }`,
    );
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([
      ...[302, 'https://example.com', '{}'],
    ]);
  });

  it('keeps the status of an error that a function answers (LocalStack 9079)', async () => {
    const answer = await answered(`{ statusCode: 400, body: 'Some Error' }`);
    expect([answer.status, await answer.text()]).toEqual([400, 'Some Error']);
  });

  it('knows no multiValueHeaders (serverless-express 554)', async () => {
    const answer = await answered(
      `{ statusCode: 200, multiValueHeaders: { 'x-a': ['1', '2'] }, cookies: ['a=1', 'a=2'] }`,
    );
    expect([answer.headers.get('x-a'), answer.headers.getSetCookie()]).toEqual([null, ['a=1', 'a=2']]);
  });
});

describe('Invoke', () => {
  it('gives a function without a payload an empty object (Floci 599)', async () => {
    const answer = await fetch(`${cloud.config.endpoint}/2015-03-31/functions/any/invocations`, {
      method: 'POST',
    });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      ...[200, 'application/json', '{}'],
    ]);
  });

  it('marks an error by its header (runtime interface emulator 20, fakecloud 1790)', async () => {
    const answer = await fetch(`${cloud.config.endpoint}/2015-03-31/functions/any/invocations`, {
      ...{ method: 'POST', body: `{"code":"(() => { throw new Error('failure'); })()"}` },
    });
    expect([answer.status, answer.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
    expect(await answer.json()).toMatchObject({ errorType: 'Error', errorMessage: 'failure' });
  });

  it('tells a time-out as an error of the function (runtime interface emulator 21)', async () => {
    const code = { 'index.js': 'exports.handler = () => new Promise((done) => setTimeout(done, 60000));' };
    expect(await made('slow', code, { Timeout: 1 })).toEqual([
      ...[
        'Unhandled',
        'Sandbox.Timedout',
        expect.stringMatching(/ Error: Task timed out after 1\.00 seconds$/),
      ],
    ]);
  });

  it('tells the status that a process ended with (runtime interface emulator 86)', async () => {
    const code = { 'index.js': 'exports.handler = async () => process.exit(42);' };
    expect(await made('exits', code)).toEqual([
      ...[
        'Unhandled',
        'Runtime.ExitError',
        expect.stringMatching(/ Error: Runtime exited with error: exit status 42$/),
      ],
    ]);
  });

  it.each([
    ['no-module', { 'other.js': '' }, 'Runtime.ImportModuleError', /^Error: Cannot find module 'index'/],
    [
      'no-handler',
      { 'index.js': '' },
      'Runtime.HandlerNotFound',
      /^index\.handler is undefined or not exported$/,
    ],
    [
      'no-syntax',
      { 'index.js': 'exports.handler = async ( => {' },
      'Runtime.UserCodeSyntaxError',
      /^SyntaxError: /,
    ],
    ['no-init', { 'index.js': `throw new RangeError('out');` }, 'RangeError', /^out$/],
  ])('tells at once why init failed (Floci 3314): %s', async (name, files, type, message) => {
    expect(await made(name, files as Record<string, string>)).toEqual([
      'Unhandled',
      type,
      expect.stringMatching(message),
    ]);
  });

  it('finds no function behind an alias that is not there (LocalStack 1581, fakecloud 1790)', async () => {
    for (const name of ['any', 'missing']) {
      await expect(invoke(cloud.lambda, name, {}, { Qualifier: 'qual' })).rejects.toMatchObject({
        ...{ name: 'ResourceNotFoundException', message: `Function not found: ${ARN}:${name}:qual` },
        $metadata: { httpStatusCode: 404 },
      });
    }
  });
});

describe('the context', () => {
  it('counts down in milliseconds (SAM CLI 2519, LocalStack 7873)', async () => {
    const { result } = await run('context.getRemainingTimeInMillis()');
    expect(result).toBeGreaterThan(0);
    expect(result).toBeLessThanOrEqual(3000);
  });

  it('has no Cognito identity where there is none (LocalStack 5783)', async () => {
    expect((await run('[context.identity ?? null, context.clientContext ?? null]')).result).toEqual([
      null,
      null,
    ]);
  });
});

it('lists no event sources of an alias (LocalStack 4158)', async () => {
  const { EventSourceMappings } = await cloud.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: 'any:deployed' }),
  );
  expect(EventSourceMappings).toEqual([]);
});
