import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { useCloud } from '../../../support/cloud.ts';
import { sendAll } from '../../../support/send-all.ts';
import { startSignalServer } from '../../../support/signal-server.ts';
import { read, TestApi } from './support.ts';

const CODE = `
exports.handler = async (event) => {
  switch (event.queryStringParameters?.do) {
    case 'throw': throw new Error('boom');
    case 'malformed': return 'no object';
    case 'sleep': await new Promise((resolve) => setTimeout(resolve, 2000)); return {};
    case 'cookies': return { statusCode: 201, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, headers: { Date: 'never' } };
    default: return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(event) };
  }
};`;

const { cloud, client: lambda } = await useCloud(LambdaClient, { onRequest: (event) => events.push(event) });
let arn = '';
const events: { kind: string; target?: string; coldStart?: boolean; error?: string }[] = [];
beforeAll(async () => {
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: 'echo', Runtime: 'nodejs20.x', Handler: 'index.handler' },
      Role: 'arn:aws:iam::000000000000:role/r',
      Code: { ZipFile: zipSync({ 'index.js': strToU8(CODE) }) },
    }),
  );
  arn = FunctionArn;
});

const permit = (apiId: string) =>
  lambda.send(
    new AddPermissionCommand({
      ...{ FunctionName: 'echo', StatementId: apiId, Action: 'lambda:InvokeFunction' },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${apiId}/*/*`,
    }),
  );

async function proxied(integration = {}): Promise<TestApi> {
  const api = await TestApi.create(cloud, { binaryMediaTypes: ['image/png'] });
  await api.proxy('ANY', '/{proxy+}', arn, integration);
  await api.deploy();
  await permit(api.id);
  return api;
}

const internal = {
  status: 500,
  type: 'InternalServerErrorException',
  body: '{"message": "Internal server error"}',
};

describe('a Lambda proxy integration', () => {
  it('hands the function the request, and the client its answer', async () => {
    const api = await proxied();
    const answer = await fetch(api.url('/coisas/a%20b/?x=1&x=2'), {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', 'X-Test': 'olá'.normalize('NFC').replace('á', 'a') },
      body: 'corpo ç',
    });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toMatchObject({
      resource: '/{proxy+}',
      path: '/coisas/a%20b/',
      httpMethod: 'POST',
      pathParameters: { proxy: 'coisas/a%20b' },
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      body: 'corpo ç',
      isBase64Encoded: false,
      stageVariables: null,
      requestContext: {
        ...{ apiId: api.id, stage: 'dev', resourcePath: '/{proxy+}', path: '/dev/coisas/a%20b/' },
        ...{ accountId: '000000000000', httpMethod: 'POST', domainName: `${api.id}.execute-api.localhost` },
      },
    });
    expect(events.at(-1)).toMatchObject({ kind: 'rest-api', target: 'echo', error: undefined });
  });

  it('leaves path parameters percent-encoded, so that a function can decode them', async () => {
    const api = await TestApi.create(cloud);
    await api.proxy('GET', '/posts/{id}', arn);
    await api.deploy();
    await permit(api.id);
    for (const id of ['%40', '100%25', 'a%2Fb']) {
      const event = await (await fetch(api.url(`/posts/${id}`))).json();
      expect(event).toMatchObject({ path: `/posts/${id}`, pathParameters: { id } });
    }
  });

  it('has the deployment in its event, no Content-Length, and a trace id that is a root only', async () => {
    const api = await proxied();
    const event = (await (await fetch(api.url('/x'), { method: 'POST', body: 'abc' })).json()) as {
      headers: Record<string, string>;
      multiValueHeaders: object;
      requestContext: { deploymentId: string };
    };
    expect(event.requestContext.deploymentId).toMatch(/^[a-z0-9]{6,10}$/);
    expect(Object.keys(event.headers).map((name) => name.toLowerCase())).not.toContain('content-length');
    expect(Object.keys(event.multiValueHeaders)).toEqual(Object.keys(event.headers));
    expect(event.headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it('counts slashes that lead the path as one, but in the path of the request context', async () => {
    const api = await TestApi.create(cloud);
    await api.proxy('GET', '/orders', arn);
    await api.proxy('ANY', '/{proxy+}', arn);
    await api.deploy();
    await permit(api.id);
    for (const [sent, resource, path] of [
      ['//orders', '/orders', '/orders'],
      ['//a///b', '/{proxy+}', '/a///b'],
    ] as const) {
      const event = await (await fetch(api.url(sent))).json();
      expect(event).toMatchObject({ resource, path, requestContext: { path: `/dev${sent}` } });
    }
  });

  it('is found behind a resource that fits better but lacks the method', async () => {
    const api = await TestApi.create(cloud);
    await api.proxy('GET', '/jobs/{op}', arn);
    await api.proxy('ANY', '/{proxy+}', arn);
    await api.deploy();
    await permit(api.id);
    for (const [method, resource, pathParameters] of [
      ['GET', '/jobs/{op}', { op: 'x' }],
      ['POST', '/{proxy+}', { proxy: 'jobs/x' }],
      ['OPTIONS', '/{proxy+}', { proxy: 'jobs/x' }],
    ] as const) {
      const event = await (await fetch(api.url('/jobs/x'), { method })).json();
      expect(event).toMatchObject({ resource, pathParameters, httpMethod: method });
    }
  });

  it('is not called with a body above 10 MB, however the client sends it', async () => {
    const api = await proxied();
    const { status, body } = await sendAll(api.url('/x'), 11 * 1024 * 1024);
    expect([status, body]).toEqual([413, '{"message":"Request Too Long"}']);
  });

  it('passes binary bodies of the binary media types', async () => {
    const api = await proxied();
    const body = Buffer.from([0, 255, 1]);
    const answer = await fetch(api.url('/x'), {
      method: 'PUT',
      headers: { 'Content-Type': 'image/png' },
      body,
    });
    expect(await answer.json()).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  });

  it('sends every cookie, and remaps headers that are not the function’s', async () => {
    const api = await proxied();
    const answer = await fetch(api.url('/x?do=cookies'));
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-amzn-remapped-date')).toBe('never');
  });

  it('answers 502 for a function that throws and for a malformed answer', async () => {
    const api = await proxied();
    const bad = { ...internal, status: 502 };
    expect(await read(await fetch(api.url('/x?do=throw')))).toEqual(bad);
    expect(events.at(-1)?.error).toContain('boom');
    expect(await read(await fetch(api.url('/x?do=malformed')))).toEqual(bad);
  });

  it('answers 504 when the function takes longer than the integration may', async () => {
    const api = await proxied({ timeoutInMillis: 50 });
    expect(await read(await fetch(api.url('/x?do=sleep')))).toEqual({
      status: 504,
      type: 'InternalServerErrorException',
      body: '{"message": "Endpoint request timed out"}',
    });
  });

  it('answers 500 without the permission to invoke, and where the function is not there', async () => {
    const api = await proxied();
    await lambda.send(new RemovePermissionCommand({ FunctionName: 'echo', StatementId: api.id }));
    expect(await read(await fetch(api.url('/x')))).toEqual(internal);
    expect(events.at(-1)?.error).toBe(
      `the policy of ${arn} does not let apigateway.amazonaws.com invoke it for ` +
        `arn:aws:execute-api:us-east-1:000000000000:${api.id}/dev/GET/{proxy+}`,
    );
    const gone = await TestApi.create(cloud);
    await gone.proxy('GET', '/', arn.replace('echo', 'nobody'));
    await gone.deploy();
    expect(await read(await fetch(gone.url('/')))).toEqual(internal);
  });
});

describe('an integration with response transfer mode STREAM', () => {
  const CODE_THAT_STREAMS = `
    exports.plain = async () => ({ statusCode: 200, body: 'whole' });
    exports.handler = awslambda.streamifyResponse(async (event, stream) => {
      const headers = { 'Content-Type': 'text/event-stream' };
      stream = awslambda.HttpResponseStream.from(stream, {
        statusCode: 201, headers, multiValueHeaders: { 'x-many': ['1', '2'] }, cookies: ['a=1', 'b=2'],
      });
      stream.write('one');
      await fetch(event.headers['x-signal']);
      stream.end('two');
    });`;

  async function streamed(name: string, Handler = 'index.handler'): Promise<TestApi> {
    const { FunctionArn = '' } = await lambda.send(
      new CreateFunctionCommand({
        ...{ FunctionName: name, Runtime: 'nodejs20.x', Handler },
        Role: 'arn:aws:iam::000000000000:role/r',
        Code: { ZipFile: zipSync({ 'index.js': strToU8(CODE_THAT_STREAMS) }) },
      }),
    );
    const api = await TestApi.create(cloud);
    await api.proxy('GET', '/stream', FunctionArn, {
      responseTransferMode: 'STREAM',
      timeoutInMillis: 60_000,
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/${FunctionArn}/response-streaming-invocations`,
    });
    await api.deploy();
    await lambda.send(
      new AddPermissionCommand({
        ...{ FunctionName: name, StatementId: 'api', Action: 'lambda:InvokeFunction' },
        Principal: 'apigateway.amazonaws.com',
      }),
    );
    return api;
  }

  it('sends each chunk as it is written', async () => {
    const signal = await startSignalServer();
    const api = await streamed('streams');
    const answer = await fetch(api.url('/stream'), { headers: { 'x-signal': `${signal.url}rest` } });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-many')]).toEqual([
      ...[201, 'text/event-stream', '1, 2'],
    ]);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const reader = answer.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one');
    await signal.release('rest');
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two');
    expect((await reader?.read())?.done).toBe(true);
    signal.close();
  });

  it('answers 502 for a function that does not stream', async () => {
    const api = await streamed('streams-not', 'index.plain');
    expect(await read(await fetch(api.url('/stream')))).toEqual({ ...internal, status: 502 });
    expect(events.at(-1)?.error).toContain('it does not stream');
  });
});
