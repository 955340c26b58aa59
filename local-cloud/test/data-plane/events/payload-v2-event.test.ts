import { functionUrlEvent, httpApiEvent } from '../../../src/data-plane/events/index.ts';
import { facts, received, request } from './support.ts';

const source = { urlId: 'abc123', domainName: 'abc123.lambda-url.us-east-1.localhost.localstack.cloud' };

const edgeHeaders = {
  'x-amzn-trace-id': 'Root=1-62ecd163-5f302e550dcde3b12402207d',
  'x-forwarded-for': '127.0.0.1',
  'x-forwarded-port': '4510',
  'x-forwarded-proto': 'http',
};

describe('functionUrlEvent', () => {
  it('makes the event of a request without query and body', () => {
    expect(received(functionUrlEvent(request(), facts, source))).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/',
      rawQueryString: '',
      headers: { host: 'localhost:4510', 'user-agent': 'curl/8.5.0', ...edgeHeaders },
      requestContext: {
        accountId: 'anonymous',
        apiId: 'abc123',
        domainName: 'abc123.lambda-url.us-east-1.localhost.localstack.cloud',
        domainPrefix: 'abc123',
        http: {
          method: 'GET',
          path: '/',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'curl/8.5.0',
        },
        requestId: '3e1afeb0-cde4-1d0e-c3c0-66b15046bb88',
        routeKey: '$default',
        stage: '$default',
        time: '05/Aug/2022:08:14:39 +0000',
        timeEpoch: 1659687279885,
      },
      isBase64Encoded: false,
    });
  });

  it('joins what comes more than once, takes cookies apart, and keeps rawPath and query encoded', () => {
    const event = functionUrlEvent(
      request({
        method: 'POST',
        rawPath: '/caf%C3%A9/a%2Fb%20c',
        rawQueryString: 'a=1&b=x%2Cy+z&a=2&flag&%C3%A9=%E2%9C%93&bad=%zz&__proto__=p',
        headers: [
          ['X-Many', 'one'],
          ['x-many', 'two'],
          ['Cookie', 'a=1; b=2'],
          ['cookie', 'c=3'],
          ['Connection', 'keep-alive'],
          ['Transfer-Encoding', 'chunked'],
          ['X-Forwarded-For', '10.0.0.1'],
          ['X-Forwarded-Proto', 'gopher'],
          ['constructor', 'header'],
          ['Content-Type', 'application/json; charset=utf-8'],
        ],
        body: Buffer.from('{"é":1}'),
      }),
      facts,
      source,
    );
    expect(event).toMatchObject({
      rawPath: '/caf%C3%A9/a%2Fb%20c',
      rawQueryString: 'a=1&b=x%2Cy+z&a=2&flag&%C3%A9=%E2%9C%93&bad=%zz&__proto__=p',
      cookies: ['a=1', 'b=2', 'c=3'],
      body: '{"é":1}',
      isBase64Encoded: false,
      requestContext: { http: { path: '/café/a/b c', method: 'POST', userAgent: '' } },
    });
    expect(Object.entries(event.headers)).toEqual([
      ['x-many', 'one,two'],
      ['constructor', 'header'],
      ['content-type', 'application/json; charset=utf-8'],
      ['x-amzn-trace-id', 'Root=1-62ecd163-5f302e550dcde3b12402207d'],
      ['x-forwarded-for', '10.0.0.1, 127.0.0.1'],
      ['x-forwarded-port', '80'],
      ['x-forwarded-proto', 'http'],
      ['cookie', 'a=1; b=2; c=3'],
      ['content-length', '8'],
    ]);
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
      ['a', '1,2'],
      ['b', 'x,y z'],
      ['flag', ''],
      ['é', '✓'],
      ['bad', '%zz'],
      ['__proto__', 'p'],
    ]);
  });

  it.each([
    ['application/json', 'identity', 'text', 'text', false],
    ['text/csv; charset=utf-8', 'identity', 'text', 'text', false],
    ['application/problem+json', 'identity', 'text', 'text', false],
    ['application/xml', 'identity', 'text', 'text', false],
    ['image/svg+xml', 'identity', 'text', 'dGV4dA==', true],
    ['application/x-www-form-urlencoded', 'identity', 'a=1', 'YT0x', true],
    ['application/octet-stream', 'identity', 'text', 'dGV4dA==', true],
    ['application/json', 'gzip', 'text', 'dGV4dA==', true],
    ['', 'identity', 'text', 'dGV4dA==', true],
  ])('passes a body of type "%s" with coding %s', (type, coding, text, body, isBase64Encoded) => {
    const headers: [string, string][] = [
      ['content-type', type],
      ['content-encoding', coding],
    ];
    expect(functionUrlEvent(request({ headers, body: Buffer.from(text) }), facts, source)).toMatchObject({
      body,
      isBase64Encoded,
    });
  });

  it('passes bytes that are not UTF-8 as base64', () => {
    const headers: [string, string][] = [['content-type', 'text/plain']];
    const event = functionUrlEvent(request({ headers, body: Buffer.from([0xff, 0xfe]) }), facts, source);
    expect(event).toMatchObject({ body: '//4=', isBase64Encoded: true });
  });
});

describe('httpApiEvent', () => {
  it('decodes the path and its parameters, and leads with the stage', () => {
    const event = httpApiEvent(request({ rawPath: '/things/a%2Fb' }), facts, {
      accountId: '000000000000',
      apiId: 'api42',
      domainName: 'api42.execute-api.localhost.localstack.cloud',
      routeKey: 'GET /things/{id}',
      stage: 'dev',
      pathParameters: { id: 'a%2Fb' },
      stageVariables: { color: 'blue' },
    });
    expect(event).toMatchObject({
      routeKey: 'GET /things/{id}',
      rawPath: '/dev/things/a/b',
      pathParameters: { id: 'a/b' },
      stageVariables: { color: 'blue' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'api42',
        domainPrefix: 'api42',
        stage: 'dev',
        http: { path: '/dev/things/a/b' },
      },
    });
  });

  it('ends the path at an encoded question mark, and has no stage in it when that is $default', () => {
    const event = httpApiEvent(request({ rawPath: '/a%3Fb', rawQueryString: 'c=1' }), facts, {
      accountId: '000000000000',
      apiId: 'api42',
      domainName: 'api42.example',
      routeKey: '$default',
      stage: '$default',
    });
    expect(event).toMatchObject({ rawPath: '/a', rawQueryString: 'c=1', queryStringParameters: { c: '1' } });
  });
});
