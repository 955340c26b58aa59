import http from 'node:http';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { useCloud } from '../../../support/cloud.ts';
import { TestApi } from './support.ts';

/** Values as AWS answered them to these very requests: recorded in public repositories, by tests that ran there. */

const CODE = `exports.handler = async (event) => event.headers?.answer === 'body'
  ? JSON.parse(event.body)
  : { statusCode: 200, body: JSON.stringify(event) };`;

const { cloud, client: lambda } = await useCloud(LambdaClient);
let api: TestApi;
beforeAll(async () => {
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: 'recorded', Runtime: 'nodejs20.x', Handler: 'index.handler' },
      Role: 'arn:aws:iam::000000000000:role/r',
      Code: { ZipFile: zipSync({ 'index.js': strToU8(CODE) }) },
    }),
  );
  api = await TestApi.create(cloud);
  await api.proxy('ANY', '/{proxy+}', FunctionArn);
  await api.proxy('ANY', '/hardcoded', FunctionArn);
  await api.deploy('stage');
  await lambda.send(
    new AddPermissionCommand({
      ...{ FunctionName: 'recorded', StatementId: 'api', Action: 'lambda:InvokeFunction' },
      Principal: 'apigateway.amazonaws.com',
    }),
  );
});

interface Event {
  readonly path: string;
  readonly resource: string;
  readonly pathParameters: unknown;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly queryStringParameters: unknown;
  readonly multiValueQueryStringParameters: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** fetch would tidy the path up. */
function get(path: string, headers: http.OutgoingHttpHeaders = {}): Promise<Event> {
  const { hostname, port, pathname } = new URL(api.url('', 'stage'));
  return new Promise((resolve, reject) => {
    const request = http.get({ hostname, port, path: `${pathname}${path}`, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve(JSON.parse(body));
    });
    request.on('error', reject);
  });
}

describe('the event of a REST API', () => {
  it.each([
    ['/proxy-value', '/proxy-value', 'proxy-value'],
    ['/proxy-value/', '/proxy-value/', 'proxy-value'],
    ['/proxy-value//double-slash', '/proxy-value//double-slash', 'proxy-value//double-slash'],
    ['//proxy-value', '/proxy-value', 'proxy-value'],
    [
      '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      'proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
    ],
  ])('has paths as AWS has them: %s', async (sent, path, proxy) => {
    const event = await get(sent);
    expect([event.path, event.resource, event.pathParameters, event.requestContext.path]).toEqual([
      path,
      '/{proxy+}',
      { proxy },
      `/stage${sent}`,
    ]);
  });

  it('finds a resource behind a slash too many', async () => {
    const { path, resource, pathParameters, requestContext } = await get('//hardcoded');
    expect([path, resource, pathParameters, requestContext.path]).toEqual([
      '/hardcoded',
      '/hardcoded',
      null,
      '/stage//hardcoded',
    ]);
  });

  it('decodes what stands in the query, plus signs too', async () => {
    const query =
      'dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com' +
      '&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/';
    const event = await get(`/proxy-value/api?${query}`);
    const wanted = {
      dateTimeOffset: '2023-06-12T18:05:10.123456 00:00',
      email: 'test+alias@gmail.com',
      plus: 'test alias@gmail.com',
      url: 'https://www.google.com/',
      whitespace: 'foo bar',
      zhash: 'abort/',
    };
    expect(event.queryStringParameters).toEqual(wanted);
    expect(event.multiValueQueryStringParameters).toEqual(
      Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, [value]])),
    );
  });

  it('has the last of several values, and all of them apart', async () => {
    const event = await get('/p?category=electronics&category=books&price=10&price=20&price=30');
    expect(event.queryStringParameters).toEqual({ category: 'books', price: '30' });
    expect(event.multiValueQueryStringParameters).toEqual({
      category: ['electronics', 'books'],
      price: ['10', '20', '30'],
    });
  });

  it('has the members that AWS has, null where there is nothing, and header names as sent', async () => {
    const event = await get('/proxy-value', {
      'tEsT-HEADeR': 'aValUE',
      'User-Agent': 'python-requests/testing',
    });
    expect(Object.keys(event).sort()).toEqual([
      ...[
        'body',
        'headers',
        'httpMethod',
        'isBase64Encoded',
        'multiValueHeaders',
        'multiValueQueryStringParameters',
      ],
      ...['path', 'pathParameters', 'queryStringParameters', 'requestContext', 'resource', 'stageVariables'],
    ]);
    expect(event).toMatchObject({
      body: null,
      isBase64Encoded: false,
      stageVariables: null,
      queryStringParameters: null,
    });
    expect(event.headers['tEsT-HEADeR']).toBe('aValUE');
    expect(Object.keys(event.requestContext).sort()).toEqual([
      ...[
        'accountId',
        'apiId',
        'deploymentId',
        'domainName',
        'domainPrefix',
        'extendedRequestId',
        'httpMethod',
      ],
      ...['identity', 'path', 'protocol', 'requestId', 'requestTime', 'requestTimeEpoch', 'resourceId'],
      ...['resourcePath', 'stage'],
    ]);
    expect(event.requestContext.identity).toEqual({
      ...{ accessKey: null, accountId: null, caller: null, cognitoAuthenticationProvider: null },
      ...{ cognitoAuthenticationType: null, cognitoIdentityId: null, cognitoIdentityPoolId: null },
      ...{ principalOrgId: null, sourceIp: '127.0.0.1', user: null, userArn: null },
      userAgent: 'python-requests/testing',
    });
  });
});

describe('what a REST API makes of an answer', () => {
  const failed = [502, '{"message": "Internal server error"}', {}];
  it.each([
    ['a status alone', { statusCode: 200 }, [200, '', { 'content-type': 'application/json' }]],
    [
      'headers that are no text',
      { statusCode: 200, headers: { 'test-header': 'value', 'header-bool': true } },
      [200, '', { 'test-header': 'value', 'header-bool': 'true', 'content-type': 'application/json' }],
    ],
    ['no headers', { statusCode: 200, headers: null }, [200, '', { 'content-type': 'application/json' }]],
    ['a member that no answer has', { statusCode: 200, wrongValue: 'value' }, failed],
    [
      'base64 where nothing is binary',
      { statusCode: 200, body: 'dGVzdC1kYXRh', isBase64Encoded: true },
      [200, 'dGVzdC1kYXRh', {}],
    ],
    ['base64 as text', { statusCode: 200, body: 'dGVzdC1kYXRh' }, [200, 'dGVzdC1kYXRh', {}]],
    [
      'several values',
      { statusCode: 200, multiValueHeaders: { 'test-multi': ['value1', 'value2'] } },
      [200, '', { 'test-multi': 'value1, value2' }],
    ],
    [
      'several values and one',
      {
        statusCode: 200,
        multiValueHeaders: { 'test-multi': ['value-multi'] },
        headers: { 'test-multi': 'value-solo' },
      },
      [200, '', { 'test-multi': 'value-multi, value-solo' }],
    ],
    [
      'several values and one, in another case',
      {
        statusCode: 200,
        multiValueHeaders: { 'tesT-Multi': ['value-multi'] },
        headers: { 'test-multi': 'value-solo' },
      },
      [200, '', { 'test-multi': 'value-multi, value-solo' }],
    ],
    [
      'values that are no list',
      { statusCode: 200, multiValueHeaders: { 'test-multi-invalid': 'value1' } },
      failed,
    ],
    ['a body that is an object', { statusCode: 200, body: { message: 'breaks when deployed' } }, failed],
    [
      'a header that is API Gateway’s own',
      { statusCode: 401, headers: { 'WWW-Authenticate': 'Basic realm="r"' } },
      [401, '', { 'x-amzn-remapped-www-authenticate': 'Basic realm="r"' }],
    ],
    ['a status that is a word', { statusCode: 'test' }, failed],
    ['a status as text', { statusCode: '201' }, [201, '', {}]],
    ['text', 'justAString', failed],
    ['headers alone', { headers: { 'test-header': 'value' } }, [200, '', { 'test-header': 'value' }]],
  ])('is what AWS makes of it: %s', async (_what, answer, [status, body, headers]) => {
    const response = await fetch(api.url('/x', 'stage'), {
      ...{ method: 'POST', headers: { answer: 'body' }, body: JSON.stringify(answer) },
    });
    expect([response.status, await response.text()]).toEqual([status, body]);
    expect(Object.fromEntries(response.headers)).toMatchObject(headers as object);
  });
});
