import { restApiEvent } from '../../../src/data-plane/events/index.ts';
import { facts, received, request } from './support.ts';

const source = {
  accountId: '000000000000',
  apiId: 'api42',
  domainName: 'api42.execute-api.us-east-1.amazonaws.com',
  stage: 'local',
  resourceId: 'res1',
  deploymentId: 'dep1',
  resourcePath: '/{proxy+}',
  extendedRequestId: 'KtF82HGdliAFjxw=',
};

const identity = {
  cognitoIdentityPoolId: null,
  accountId: null,
  cognitoIdentityId: null,
  caller: null,
  sourceIp: '127.0.0.1',
  principalOrgId: null,
  accessKey: null,
  cognitoAuthenticationType: null,
  cognitoAuthenticationProvider: null,
  userArn: null,
  userAgent: 'curl/8.5.0',
  user: null,
};

it('makes the event of a request to the root, with null where there is nothing', () => {
  const event = restApiEvent(request(), facts, { ...source, resourcePath: '/' });
  expect(received(event)).toEqual({
    resource: '/',
    path: '/',
    httpMethod: 'GET',
    headers: {
      Host: 'localhost:4510',
      'User-Agent': 'curl/8.5.0',
      'X-Amzn-Trace-Id': 'Root=1-62ecd163-5f302e550dcde3b12402207d',
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Port': '4510',
      'X-Forwarded-Proto': 'http',
    },
    multiValueHeaders: {
      Host: ['localhost:4510'],
      'User-Agent': ['curl/8.5.0'],
      'X-Amzn-Trace-Id': ['Root=1-62ecd163-5f302e550dcde3b12402207d'],
      'X-Forwarded-For': ['127.0.0.1'],
      'X-Forwarded-Port': ['4510'],
      'X-Forwarded-Proto': ['http'],
    },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      resourceId: 'res1',
      resourcePath: '/',
      httpMethod: 'GET',
      extendedRequestId: 'KtF82HGdliAFjxw=',
      requestTime: '05/Aug/2022:08:14:39 +0000',
      path: '/local/',
      accountId: '000000000000',
      protocol: 'HTTP/1.1',
      stage: 'local',
      domainPrefix: 'api42',
      requestTimeEpoch: 1659687279885,
      requestId: '3e1afeb0-cde4-1d0e-c3c0-66b15046bb88',
      identity,
      domainName: 'api42.execute-api.us-east-1.amazonaws.com',
      deploymentId: 'dep1',
      apiId: 'api42',
    },
    body: null,
    isBase64Encoded: false,
  });
});

it('groups headers and query parameters, keeps the path and its parameters encoded', () => {
  const event = restApiEvent(
    request({
      method: 'PUT',
      rawPath: '/things/a%2Fb%20c',
      rawQueryString: 'a=1&a=2&__proto__=p',
      headers: [
        ['X-Many', 'one'],
        ['x-many', 'two'],
      ],
      body: Buffer.from('{"a":"é"}'),
    }),
    facts,
    { ...source, pathParameters: { proxy: 'things/a%2Fb%20c' }, stageVariables: { color: 'blue' } },
  );
  expect(event).toMatchObject({
    resource: '/{proxy+}',
    path: '/things/a%2Fb%20c',
    headers: { 'X-Many': 'two' },
    multiValueHeaders: { 'X-Many': ['one', 'two'] },
    pathParameters: { proxy: 'things/a%2Fb%20c' },
    stageVariables: { color: 'blue' },
    requestContext: { path: '/local/things/a%2Fb%20c' },
    body: '{"a":"é"}',
    isBase64Encoded: false,
  });
  expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
    ['a', '2'],
    ['__proto__', 'p'],
  ]);
  expect(Object.entries(event.multiValueQueryStringParameters ?? {})).toEqual([
    ['a', ['1', '2']],
    ['__proto__', ['p']],
  ]);
});

it.each([
  [[], 'image/png', 'text', false],
  [['image/png'], 'image/png', 'dGV4dA==', true],
  [['image/*'], 'image/PNG; a=b', 'dGV4dA==', true],
  [['*/*'], 'application/json', 'dGV4dA==', true],
  [['image/*'], 'application/json', 'text', false],
])(
  'with binary media types %j passes a body of type %s as it should',
  (binaryMediaTypes, type, body, isBase64Encoded) => {
    const event = restApiEvent(
      request({ headers: [['content-type', type]], body: Buffer.from('text') }),
      facts,
      {
        ...source,
        binaryMediaTypes,
      },
    );
    expect(event).toMatchObject({ body, isBase64Encoded });
  },
);
