import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { createFunction, startLambdaCloud } from '../services/lambda/support.ts';
import { used } from '../support/cloud.ts';
import { send } from './support.ts';

const Accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const cloud = await used(startLambdaCloud());

const open = (headers: Record<string, string> = {}) =>
  send(cloud.config.endpoint, { headers: { Accept, ...headers } });

describe('the endpoint in a browser', () => {
  it('shows a page, and then where deployed code answers', async () => {
    const { status, headers, body } = await open();
    expect([status, headers['content-type'], headers['x-frame-options']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'DENY',
    ]);
    expect(body).toContain('<p>Nothing with a URL is deployed yet.');

    await createFunction(cloud.lambda, 'greet', `return { statusCode: 200, body: 'hello' };`);
    const config = { FunctionName: 'greet', AuthType: 'NONE' as const };
    const { FunctionUrl } = await cloud.lambda.send(new CreateFunctionUrlConfigCommand(config));
    expect((await open()).body).toContain(
      `<tr><td>greet<td>function URL<td><a href="${FunctionUrl}">${FunctionUrl}</a>`,
    );
  });

  it('is shown to those who follow a link, too', async () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await open(link)).status).toBe(200);
  });

  it.each([
    ['a tool', { Accept: '*/*' }],
    ['an SDK', { authorization: 'AWS4-HMAC-SHA256 Credential=k/20261121/us-east-1/s3/aws4_request' }],
    ['whoever asks for a bucket', { Host: 'photos.s3.localhost' }],
  ])('answers %s as S3 does', async (_, headers) => {
    const { headers: answered } = await open(headers);
    expect(answered['content-type']).toBe('application/xml');
  });

  it('refuses another host', async () => {
    expect((await open({ Host: 'evil.example' })).status).toBe(403);
  });
});
