import type { OutgoingHttpHeaders } from 'node:http';
import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { createFunction, type LambdaCloud, startLambdaCloud } from '../services/lambda/support.ts';
import { FORM, send, target } from './support.ts';

let cloud: LambdaCloud;
beforeAll(async () => {
  cloud = await startLambdaCloud();
});
afterAll(() => cloud.close());

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

describe('a request that a browser sends without an Origin', () => {
  const unseen = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
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

  it('reaches a function as a link, and not as an image', async () => {
    const url = await functionUrl('linked', {});
    expect((await send(url, { headers: link })).body).toBe('ran');
    expect((await send(url, { headers: unseen })).status).toBe(403);
    expect((await send(url, { headers: { ...link, 'sec-fetch-dest': 'iframe' } })).status).toBe(403);
  });
});

describe('the front door of a function URL', () => {
  it('lets in the pages its CORS configuration names, and no others', async () => {
    const url = await functionUrl('cors', { Cors: { AllowOrigins: ['https://app.example'] } });
    const from = async (origin: string) => (await send(url, { headers: { origin } })).status;
    expect([await from('https://app.example'), await from('https://other.example')]).toEqual([200, 403]);
    expect(await from('http://localhost:3000')).toBe(200);
    const rebound = await send(url, { headers: { origin: 'https://app.example', host: 'evil.example' } });
    expect(rebound.status).toBe(403);
  });

  it('lets in every page where it names them all, and none where it names none', async () => {
    const open = await functionUrl('open', { Cors: { AllowOrigins: ['*'] } });
    const shut = await functionUrl('shut', {});
    const headers = { origin: 'https://any.example' };
    expect([(await send(open, { headers })).status, (await send(shut, { headers })).status]).toEqual([
      200, 403,
    ]);
  });
});

async function functionUrl(FunctionName: string, more: object): Promise<string> {
  await createFunction(cloud.lambda, FunctionName, `return { statusCode: 200, body: 'ran' };`);
  const config = { FunctionName, AuthType: 'NONE' as const, ...more };
  return (await cloud.lambda.send(new CreateFunctionUrlConfigCommand(config))).FunctionUrl ?? '';
}
