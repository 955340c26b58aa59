import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { used } from '../../support/cloud.ts';
import { createFunction, startLambdaCloud } from './support.ts';

const cloud = await used(startLambdaCloud());
let url: string;
beforeAll(async () => {
  const body = `return { statusCode: 200, headers: { 'access-control-allow-origin': 'https://function' }, body: 'ran' };`;
  await createFunction(cloud.lambda, 'cors', body);
  const Cors = {
    AllowOrigins: ['https://app.example'],
    AllowMethods: ['GET', 'POST'],
    AllowHeaders: ['x-key', 'content-type'],
    ExposeHeaders: ['x-shown'],
    AllowCredentials: true,
    MaxAge: 300,
  };
  const config = { FunctionName: 'cors', AuthType: 'AWS_IAM' as const, Cors };
  url = (await cloud.lambda.send(new CreateFunctionUrlConfigCommand(config))).FunctionUrl ?? '';
});

const authorization = 'AWS4-HMAC-SHA256 Credential=k/20261121/us-east-1/lambda/aws4_request, Signature=00';

const preflight = (origin: string) =>
  fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

const corsOf = (response: Response) =>
  Object.fromEntries(
    [...response.headers].filter(([name]) => name.startsWith('access-control') || name === 'vary'),
  );

describe('CORS of a function URL', () => {
  it('is answered to a preflight, without a signature and without the function', async () => {
    const response = await preflight('https://app.example');
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-key,content-type',
      'access-control-max-age': '300',
      vary: 'Origin',
    });
  });

  it('runs the function for other origins, too, and does not name them', async () => {
    const other = 'https://other.example';
    expect(corsOf(await preflight(other))).toEqual({ vary: 'Origin' });
    const response = await fetch(url, { headers: { authorization, origin: other } });
    expect([response.status, await response.text()]).toEqual([200, 'ran']);
    expect(corsOf(response)).toEqual({ 'access-control-allow-origin': 'https://function', vary: 'Origin' });
  });

  it('comes besides what the function says itself, which browsers refuse, as on AWS', async () => {
    const response = await fetch(url, { headers: { authorization, origin: 'https://app.example' } });
    expect(await response.text()).toBe('ran');
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': 'https://function, https://app.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-shown',
      vary: 'Origin',
    });
  });
});
