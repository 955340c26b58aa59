import http from 'node:http';
import {
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import type { RequestEvent } from '../../../src/index.ts';
import { used } from '../../support/cloud.ts';
import { sendAll } from '../../support/send-all.ts';
import { createFunction, startLambdaCloud } from './support.ts';

/** What of an event is looked at beside the whole. */
interface Event {
  requestContext: { apiId: string; http: { sourceIp: string } };
}

const FORBIDDEN =
  '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: ' +
  'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}';

const cloud = await used(startLambdaCloud({ onRequest: (event: RequestEvent) => events.push(event) }));
const events: RequestEvent[] = [];

/** Makes a function with a URL. */
async function urlOf(name: string, body: string, more: object = {}): Promise<string> {
  await createFunction(cloud.lambda, name, body);
  const config = { FunctionName: name, AuthType: 'NONE' as const, ...more };
  return (await cloud.lambda.send(new CreateFunctionUrlConfigCommand(config))).FunctionUrl ?? '';
}

/** fetch sets Host itself. */
function get(url: string, headers: http.OutgoingHttpHeaders): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    request.on('error', reject);
  });
}

describe('a request to a function URL', () => {
  let url: string;
  beforeAll(async () => {
    url = await urlOf('echo', 'return event;');
  });

  it('reaches the function as an event of payload version 2.0', async () => {
    const response = await fetch(`${url}a%20b/c?x=1&x=2`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-Mixed': 'Case', 'user-agent': 'test' },
      body: '{"k":"v"}',
    });
    const event = (await response.json()) as Event;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%20b/c',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      headers: { 'x-mixed': 'Case', 'content-type': 'application/json' },
      requestContext: {
        accountId: 'anonymous',
        http: { method: 'POST', path: '/a b/c', protocol: 'HTTP/1.1', userAgent: 'test' },
        requestId: response.headers.get('x-amzn-requestid'),
        stage: '$default',
      },
      body: '{"k":"v"}',
      isBase64Encoded: false,
    });
    expect(event.requestContext.apiId).toMatch(/^[a-z0-9]{32}$/);
    expect(event.requestContext.http.sourceIp).toMatch(/^(127\.0\.0\.1|::1)$/);
    expect(response.headers.get('x-amzn-trace-id')).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$/);
  });

  it('reaches it on the main port, too, by the Host header', async () => {
    const { requestContext } = (await (await fetch(url)).json()) as Event;
    for (const host of ['on.aws', 'localhost', 'localhost.localstack.cloud:4566']) {
      const headers = { host: `${requestContext.apiId}.lambda-url.us-east-1.${host}` };
      const { status, body } = await get(`${cloud.config.endpoint}/here`, headers);
      expect([status, JSON.parse(body).rawPath]).toEqual([200, '/here']);
    }
    const unknown = { host: 'unknown.lambda-url.us-east-1.on.aws' };
    expect(await get(cloud.config.endpoint, unknown)).toEqual({
      status: 403,
      body: FORBIDDEN,
    });
  });

  it('is answered with status, headers and cookies of the function', async () => {
    const created = await urlOf(
      'created',
      `return { statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['a=1', 'b=2'], body: 'aGk=', isBase64Encoded: true };`,
    );
    const response = await fetch(created);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-a')).toBe('b');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('hi');
    const head = await fetch(created, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([201, '2', '']);
  });

  it('is answered 502 where the function fails', async () => {
    const response = await fetch(await urlOf('failing', 'throw new Error("no");'));
    expect([response.status, await response.text()]).toEqual([502, 'Internal Server Error']);
  });

  it('is answered 429 where the function is throttled', async () => {
    const throttled = await urlOf('throttled', 'return 1;');
    await cloud.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'throttled', ReservedConcurrentExecutions: 0 }),
    );
    const response = await fetch(throttled);
    expect([response.status, await response.json()]).toEqual([
      429,
      {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
        message: 'Rate Exceeded.',
      },
    ]);
    expect(response.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
  });

  it('is answered 413 above 6 MB', async () => {
    const response = await fetch(url, { method: 'POST', body: Buffer.alloc(6_291_457) });
    expect(response.status).toBe(413);
    expect(response.headers.get('x-amzn-errortype')).toBe('RequestEntityTooLargeException');
  });

  it('is answered 413 above 6 MB also for a client that sends all before it reads', async () => {
    const { status, body } = await sendAll(url, 20_000_000);
    expect(status).toBe(413);
    expect(JSON.parse(body)).toEqual({ Message: 'Request must be smaller than 6291456 bytes' });
  });

  it('has its cookies in the headers, too, and a trace id that is a root only', async () => {
    const event = (await (await fetch(url, { headers: { cookie: 'a=1; b=2' } })).json()) as Event & {
      cookies: string[];
      headers: Record<string, string>;
    };
    expect(event.cookies).toEqual(['a=1', 'b=2']);
    expect(event.headers.cookie).toBe('a=1; b=2');
    expect(event.headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it('is answered 403 once its alias or its function is gone, and goes on where it is made again', async () => {
    const gone = await urlOf('going', 'return 1;');
    expect(await (await fetch(gone)).text()).toBe('1');
    await cloud.lambda.send(new DeleteFunctionCommand({ FunctionName: 'going' }));
    const answer = await fetch(gone);
    expect([answer.status, answer.headers.get('x-amzn-errortype'), await answer.text()]).toEqual([
      403,
      'AccessDeniedException',
      FORBIDDEN,
    ]);
    expect(await urlOf('going', 'return 2;')).toBe(gone);
    expect(await (await fetch(gone)).text()).toBe('2');
  });

  it('is refused without a signature where the URL wants one', async () => {
    const signed = await urlOf('signed', 'return event.requestContext.authorizer;', { AuthType: 'AWS_IAM' });
    const refused = await fetch(signed);
    expect([refused.status, await refused.json()]).toEqual([403, JSON.parse(FORBIDDEN)]);
    expect(refused.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
    const authorization =
      'AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00';
    const accepted = await fetch(signed, { headers: { authorization } });
    expect(await accepted.json()).toMatchObject({ iam: { accessKey: 'test', accountId: '000000000000' } });
  });

  it('is refused for hosts that are not of this machine, and for no origin', async () => {
    expect((await get(url, { host: 'evil.example' })).status).toBe(403);
    expect((await get(url, { origin: 'https://other.example' })).status).toBe(200);
    expect((await get(url, { origin: 'http://localhost:3000' })).status).toBe(200);
  });

  it('is told to whoever watches, cold or warm', async () => {
    const watched = await urlOf('watched', 'return 1;');
    await (await fetch(`${watched}one`)).text();
    await (await fetch(`${watched}two`)).text();
    const seen = events.filter(({ target }) => target === 'watched');
    expect(seen).toMatchObject([
      { kind: 'function-url', method: 'GET', path: '/one', status: 200, coldStart: true },
      { kind: 'function-url', method: 'GET', path: '/two', status: 200, coldStart: false },
    ]);
  });
});
