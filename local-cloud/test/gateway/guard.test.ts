import type { OutgoingHttpHeaders } from 'node:http';
import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { createFunction, startLambdaCloud } from '../services/lambda/support.ts';
import { used } from '../support/cloud.ts';
import { FORM, send, target } from './support.ts';

const cloud = await used(startLambdaCloud());

/** A call that would be answered 200, with these headers besides its own. */
const listTables = (headers: OutgoingHttpHeaders) =>
  send(cloud.config.endpoint, {
    headers: { ...target('DynamoDB_20120810.ListTables'), ...headers },
    body: '{}',
  });

describe('the Host header', () => {
  it.each([
    'localhost',
    'localhost:4566',
    'LOCALHOST',
    '127.0.0.1:4566',
    '127.8.9.10',
    '[::1]:4566',
    'bucket.s3.localhost',
    'localhost.localstack.cloud:4566',
    'dynamodb.us-east-1.amazonaws.com',
    'dynamodb.cn-north-1.amazonaws.com.cn',
    'host.docker.internal:4566',
  ])('lets %s in', async (host) => {
    expect((await listTables({ host })).status).toBe(200);
  });

  // The first four are what a rebound DNS name may look like; the fifth resolves to 127.0.0.1 by its owner's will.
  it.each([
    'evil.example',
    'evil.example:4566',
    'localhost.evil.example',
    'amazonaws.com.evil.example',
    '127.0.0.1.nip.io',
    'notlocalhost',
    '192.168.1.7:4566',
    '127.0.0.1.',
    '0.0.0.0:4566',
  ])('keeps %s out with 403', async (host) => {
    const { status, body } = await listTables({ host });
    const name = host.replace(/:\d+$/, '');
    expect([status, JSON.parse(body)]).toEqual([
      403,
      {
        __type: 'AccessDenied',
        message: `Host "${name}" is not a name of this machine. Ask for localhost instead.`,
      },
    ]);
  });

  it('is also asked for health, which tells a page what runs here', async () => {
    const { status, body } = await send(cloud.config.endpoint, {
      path: '/_localstack/health',
      headers: { host: 'evil.example' },
    });
    expect([status, body]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  });
});

describe('the Origin header', () => {
  it.each([
    'http://localhost:3000',
    'https://localhost',
    'http://127.0.0.1:5173',
    'http://[::1]:8080',
    'http://app.localhost:3000',
  ])('lets a page of %s in', async (origin) => {
    expect((await listTables({ origin })).status).toBe(200);
  });

  it.each([
    'https://evil.example',
    'null',
    '',
    'http://localhost.evil.example',
    'http://evil.example/localhost',
    'http://evil.s3.amazonaws.com',
    'http://app.localhost.localstack.cloud',
    'chrome-extension://localhost',
  ])('keeps a page of "%s" out with 403', async (origin) => {
    const { status, body } = await listTables({ origin });
    expect([status, JSON.parse(body).message]).toEqual([
      403,
      `A page of origin "${origin}" may not use this endpoint; pages served from localhost may.`,
    ]);
  });
});

const unseen = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('a request that a browser sends without an Origin', () => {
  const stacks = (headers: OutgoingHttpHeaders) =>
    send(cloud.config.endpoint, {
      path: '/?Action=ListStacks&Version=2010-05-15',
      headers: { ...FORM, ...headers },
    });

  it.each([
    ['an image', unseen],
    ['a link', link],
    ['an image that hides its page', { ...unseen, referer: '' }],
    ['an image that names its page', { ...unseen, referer: 'https://evil.example/page' }],
  ])('is kept out of the API: %s on a page of another site', async (_, headers) => {
    const { status, body } = await stacks(headers);
    expect([status, body]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  });

  it.each([
    ['of the same site', { ...unseen, 'sec-fetch-site': 'same-site' }],
    ['typed by its user', { ...link, 'sec-fetch-site': 'none' }],
    ['of a page of 127.0.0.1', { ...unseen, referer: 'http://127.0.0.1:5173/' }],
  ])('is let in where it is %s', async (_, headers) => {
    expect((await stacks(headers)).status).toBe(200);
  });
});

describe('the front door of a function URL', () => {
  const ORIGINS = [
    'https://evil.example',
    'http://192.168.1.5:3000',
    'null',
    'capacitor://localhost',
    'chrome-extension://abc',
  ];

  it.each(ORIGINS)('runs the function for a page of %s, whose CORS is its own', async (origin) => {
    const answer = await send(await functionUrl(), { headers: { origin } });
    expect([answer.status, answer.body, answer.headers['access-control-allow-origin']]).toEqual([
      200,
      'ran',
      origin,
    ]);
  });

  it('runs the function for a preflight, where its URL has no CORS configuration', async () => {
    const headers = { origin: 'null', 'access-control-request-method': 'PUT' };
    expect((await send(await functionUrl(), { method: 'OPTIONS', headers })).body).toBe('ran');
  });

  it('runs the function for what a page of another site loads or links to', async () => {
    for (const headers of [unseen, link]) {
      expect((await send(await functionUrl(), { headers })).body).toBe('ran');
    }
  });

  it('keeps out what asks for another host, whatever its origin', async () => {
    const headers = { origin: 'http://evil.example', host: 'evil.example' };
    const { status, body } = await send(await functionUrl(), { headers });
    expect([status, JSON.parse(body)]).toEqual([
      403,
      { Message: 'Host "evil.example" is not a name of this machine. Ask for localhost instead.' },
    ]);
  });
});

let url: Promise<string> | undefined;

/** The URL of a function that names the origin it was asked from. */
function functionUrl(): Promise<string> {
  url ??= makeFunctionUrl();
  return url;
}

async function makeFunctionUrl(): Promise<string> {
  const body = `return {
    statusCode: 200,
    headers: { 'access-control-allow-origin': event.headers.origin ?? '' },
    body: 'ran',
  };`;
  await createFunction(cloud.lambda, 'echo-origin', body);
  const config = { FunctionName: 'echo-origin', AuthType: 'NONE' as const };
  return (await cloud.lambda.send(new CreateFunctionUrlConfigCommand(config))).FunctionUrl ?? '';
}
