import http from 'node:http';
import {
  CreateApiKeyCommand,
  CreateRequestValidatorCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteStageCommand,
  GetApiKeyCommand,
  PutGatewayResponseCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { startCloud } from '../../../support/cloud.ts';
import { read, TestApi, type TestCloud } from './support.ts';

let cloud: TestCloud;
const events: { kind: string; method: string; path: string; status: number }[] = [];
beforeAll(async () => {
  cloud = await startCloud({ onRequest: (event) => events.push(event) });
});
afterAll(() => cloud.close());

const missing = {
  status: 403,
  type: 'MissingAuthenticationTokenException',
  body: '{"message":"Missing Authentication Token"}',
};
const forbidden = { status: 403, type: 'ForbiddenException', body: '{"message":"Forbidden"}' };

describe('finding the method', () => {
  it('prefers literals to parameters to the greedy one, and a method of its own to ANY', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('ANY', '/', 'root');
    await api.mock('GET', '/a/b', 'literal');
    await api.mock('GET', '/a/{id}', 'parameter');
    await api.mock('ANY', '/{proxy+}', 'greedy');
    await api.mock('POST', '/{proxy+}', 'greedy post');
    await api.deploy();
    const text = async (path: string, method = 'GET') => (await fetch(api.url(path), { method })).text();
    expect(await text('')).toBe('root');
    expect(await text('/')).toBe('root');
    expect(await text('/a/b')).toBe('literal');
    expect(await text('/a/b/')).toBe('literal');
    expect(await text('/a/%62')).toBe('literal');
    expect(await text('/a/c?x=1')).toBe('parameter');
    expect(await text('/a/c/d')).toBe('greedy');
    expect(await text('/a')).toBe('greedy');
    expect(await text('/other', 'POST')).toBe('greedy post');
    expect(await text('/a/b', 'DELETE')).toBe('greedy');
  });

  it('rejects unknown paths, stages and APIs as AWS does', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('GET', '/a', 'a');
    await api.deploy();
    const answer = await fetch(api.url('/nope'));
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-amz-apigw-id')).toMatch(/^[A-Za-z0-9+/]{15}=$/);
    expect(answer.headers.get('x-amzn-trace-id')).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/);
    expect(await read(answer)).toEqual(missing);
    expect(await read(await fetch(api.url('/a', 'other')))).toEqual(forbidden);
    const nowhere = `${cloud.endpoint}/_aws/execute-api/nothere/dev/a`;
    expect(await read(await fetch(nowhere))).toEqual(forbidden);
  });

  it('answers by path of either form, and by host', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('GET', '/a', 'here');
    await api.deploy();
    const answer = await fetch(`${cloud.endpoint}/_aws/execute-api/${api.id}/dev/a`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'application/json',
      'here',
    ]);
    const byHost = (host: string) =>
      new Promise<string>((resolve, reject) => {
        const request = http.get({ port: cloud.port, path: '/dev/a', headers: { host } }, (response) => {
          response.setEncoding('utf8').on('data', resolve);
        });
        request.on('error', reject);
      });
    expect(await byHost(`${api.id}.execute-api.us-east-1.amazonaws.com`)).toBe('here');
    expect(await byHost(`${api.id}.execute-api.localhost.localstack.cloud:4566`)).toBe('here');
    expect(await byHost(`${api.id}.execute-api.localhost:${cloud.port}`)).toBe('here');
  });

  it('tells of every request', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('GET', '/told', 'x');
    await api.deploy();
    await (await fetch(api.url('/told'))).text();
    expect(events.at(-1)).toMatchObject({
      ...{ kind: 'rest-api', method: 'GET', status: 200 },
      path: `/restapis/${api.id}/dev/_user_request_/told`,
    });
  });
});

describe('deployments', () => {
  it('are served as they were made, until the stage moves on', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('GET', '/a', 'one');
    const first = await api.deploy();
    await api.mock('GET', '/b', 'two');
    expect((await fetch(api.url('/b'))).status).toBe(403);
    await api.deploy();
    expect(await (await fetch(api.url('/b'))).text()).toBe('two');
    const stage = { restApiId: api.id, stageName: 'dev' };
    const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: first }];
    await api.client.send(new UpdateStageCommand({ ...stage, patchOperations }));
    expect((await fetch(api.url('/b'))).status).toBe(403);
    await api.client.send(new DeleteStageCommand(stage));
    expect(await read(await fetch(api.url('/a')))).toEqual(forbidden);
  });
});

describe('CORS as the Serverless Framework sets it up', () => {
  const header = (name: string) => `method.response.header.Access-Control-Allow-${name}`;
  const responseParameters = {
    [header('Origin')]: "'*'",
    [header('Headers')]: "'Content-Type,X-Api-Key'",
    [header('Methods')]: "'OPTIONS,GET'",
  };

  it('answers a preflight with the constants, and lets the page in', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('OPTIONS', '/a', '', { response: { responseParameters } });
    await api.mock('GET', '/a', 'data');
    await api.deploy();
    const headers = { origin: 'https://example.com' };
    const preflight = await fetch(api.url('/a'), { method: 'OPTIONS', headers });
    expect([preflight.status, await preflight.text()]).toEqual([200, '']);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('OPTIONS,GET');
    expect((await fetch(api.url('/a'), { headers })).status).toBe(200);
  });

  it('names the origin where it is one of several', async () => {
    const template =
      '#set($origin = $input.params("Origin"))\n#if($origin == "") #set($origin = $input.params("origin")) #end\n' +
      '#if($origin.matches("https://a[.]com") || $origin.matches("https://.+[.]b[.]com"))' +
      ' #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end';
    const api = await TestApi.create(cloud);
    await api.mock('OPTIONS', '/a', template, {
      response: { responseParameters: { ...responseParameters, [header('Origin')]: "'https://a.com'" } },
    });
    await api.deploy();
    const allowed = async (origin: string) => {
      const answer = await fetch(api.url('/a'), { method: 'OPTIONS', headers: { origin } });
      return [answer.status, answer.headers.get('access-control-allow-origin')];
    };
    expect(await allowed('https://x.b.com')).toEqual([200, 'https://x.b.com']);
    expect(await allowed('http://localhost:3000')).toEqual([200, 'https://a.com']);
  });

  it('answers pages of origins that nobody named, and says nothing of CORS', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('GET', '/a', 'data');
    await api.deploy();
    const answer = await fetch(api.url('/a'), { headers: { origin: 'https://example.com' } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});

describe('what API Gateway answers itself', () => {
  it('wants a key of a usage plan of the stage, where the method does', async () => {
    const api = await TestApi.create(cloud);
    const { client } = api;
    await api.mock('GET', '/a', 'ok', { method: { apiKeyRequired: true } });
    await api.deploy();
    const { id: keyId = '', value = '' } = await client.send(
      new CreateApiKeyCommand({ name: 'k', enabled: true }),
    );
    const ask = async (key?: string) =>
      (await fetch(api.url('/a'), { headers: key ? { 'x-api-key': key } : {} })).status;
    expect([await ask(), await ask(value)]).toEqual([403, 403]);
    const apiStages = [{ apiId: api.id, stage: 'dev' }];
    const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p', apiStages }));
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
    expect([await ask('wrong'), await ask(value)]).toEqual([403, 200]);
    const shown = await client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: true }));
    expect(shown.value).toBe(value);
    expect((await client.send(new GetApiKeyCommand({ apiKey: keyId }))).value).toBeUndefined();
  });

  it('wants the parameters that the validator requires', async () => {
    const api = await TestApi.create(cloud);
    const { id: requestValidatorId } = await api.client.send(
      new CreateRequestValidatorCommand({ restApiId: api.id, validateRequestParameters: true }),
    );
    const requestParameters = {
      'method.request.querystring.page': true,
      'method.request.header.X-Tenant': true,
      'method.request.querystring.size': false,
    };
    await api.mock('GET', '/a', 'ok', { method: { requestValidatorId, requestParameters } });
    await api.deploy();
    expect(await read(await fetch(api.url('/a')))).toEqual({
      status: 400,
      type: 'BadRequestException',
      body: '{"message":"Missing required request parameters: [page, X-Tenant]"}',
    });
    expect((await fetch(api.url('/a?page=1'), { headers: { 'X-Tenant': 't' } })).status).toBe(200);
  });

  it('wants a signature for AWS_IAM', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('GET', '/a', 'ok', { method: { authorizationType: 'AWS_IAM' } });
    await api.deploy();
    expect(await read(await fetch(api.url('/a')))).toEqual(missing);
    const authorization = 'AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/execute-api/aws4_request';
    expect((await fetch(api.url('/a'), { headers: { authorization } })).status).toBe(200);
  });

  it('answers failures as the gateway responses say', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('GET', '/a', 'ok');
    await api.client.send(
      new PutGatewayResponseCommand({
        ...{ restApiId: api.id, responseType: 'DEFAULT_4XX' },
        responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
        responseTemplates: { 'application/json': '{"erro":$context.error.messageString}' },
      }),
    );
    await api.deploy();
    const answer = await fetch(api.url('/none'));
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await read(answer)).toEqual({ ...missing, body: '{"erro":"Missing Authentication Token"}' });
  });

  it('rejects a body above 10 MB, and a content type without a template', async () => {
    const api = await TestApi.create(cloud);
    await api.mock('POST', '/a', 'ok', { integration: { passthroughBehavior: 'NEVER' } });
    await api.deploy();
    const post = async (body: string, type: string) =>
      read(await fetch(api.url('/a'), { method: 'POST', body, headers: { 'content-type': type } }));
    expect(await post('x'.repeat(10 * 1024 * 1024 + 1), 'application/json')).toEqual({
      status: 413,
      type: 'RequestTooLargeException',
      body: '{"message":"Request Too Long"}',
    });
    expect(await post('x', 'text/csv')).toEqual({
      status: 415,
      type: 'UnsupportedMediaTypeException',
      body: '{"message":"Unsupported Media Type"}',
    });
    expect((await post('{}', 'application/json')).status).toBe(200);
  });
});
