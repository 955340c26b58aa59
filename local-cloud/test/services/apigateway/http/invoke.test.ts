import { UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { createFunction } from '../../lambda/support.ts';
import { Fixture, failure, read } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.start();
});
afterAll(() => fixture.close());

const internal = failure(500, 'Internal Server Error');

describe('a Lambda proxy integration of payload format 2.0', () => {
  it('hands the function the request, and the client its answer', async () => {
    const { ApiId, url } = await fixture.api(['POST /coisas/{id}'], {
      stage: { StageVariables: { v: '1' } },
    });
    const answer = await fetch(`${url}/coisas/a%20b?x=1&x=2`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', Cookie: 'c=1; d=2', 'X-Test': 'y' },
      body: 'corpo ç',
    });
    const requestId = answer.headers.get('apigw-requestid');
    expect(requestId).toMatch(/^[\w-]{15}=$/);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({
      ...{ version: '2.0', routeKey: 'POST /coisas/{id}', rawPath: '/coisas/a b', rawQueryString: 'x=1&x=2' },
      ...{ cookies: ['c=1', 'd=2'], body: 'corpo ç', isBase64Encoded: false, stageVariables: { v: '1' } },
      ...{ pathParameters: { id: 'a b' }, queryStringParameters: { x: '1,2' } },
      headers: { 'x-test': 'y', 'content-type': 'text/plain' },
      requestContext: {
        ...{ apiId: ApiId, stage: '$default', routeKey: 'POST /coisas/{id}', requestId },
        ...{ domainName: `${ApiId}.execute-api.localhost`, domainPrefix: ApiId, accountId: '000000000000' },
        http: { method: 'POST', path: '/coisas/a b' },
      },
    });
    expect(fixture.events.at(-1)).toMatchObject({ kind: 'http-api', target: 'echo', status: 200 });
  });

  it('sends a plain result as JSON, text as text, and every cookie', async () => {
    const { url } = await fixture.api(['$default']);
    const bare = await read(await fetch(`${url}/?do=bare`));
    expect(bare).toEqual({ status: 200, type: 'application/json', body: '{"hello":"world"}' });
    const plain = await fetch(`${url}/x/y?do=plain`, { method: 'PATCH' });
    expect(plain.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await read(plain)).toMatchObject({ status: 201, body: 'text' });
    expect(plain.headers.get('content-type')).toMatch(/^text\/plain; ?charset=utf-8$/i);
  });

  it('answers 500 for a function that throws and for a malformed answer, and tells the operator why', async () => {
    const { url } = await fixture.api(['$default']);
    expect(await read(await fetch(`${url}/?do=throw`))).toEqual(internal);
    expect(fixture.events.at(-1)?.error).toContain('boom');
    expect(await read(await fetch(`${url}/?do=malformed`))).toEqual(internal);
    expect(fixture.events.at(-1)?.error).toBe(
      'echo answered what is no HTTP response: its statusCode is "many", not a number from 100 to 599.\nIt was: {"statusCode":"many"}',
    );
  });

  it('answers 503 when the function takes longer than the integration may', async () => {
    const { url } = await fixture.api(['$default'], { integration: { TimeoutInMillis: 50 } });
    expect(await read(await fetch(`${url}/?do=sleep`))).toEqual(failure(503, 'Service Unavailable'));
  });

  it('answers 413 for a body above 10 MB', async () => {
    const { url } = await fixture.api(['$default']);
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const answer = await fetch(url, { method: 'POST', body });
    expect(await read(answer)).toEqual(failure(413, 'Request Entity Too Large'));
  });
});

describe('a Lambda proxy integration of payload format 1.0', () => {
  it('decodes the path and its parameters', async () => {
    const integration = { PayloadFormatVersion: '1.0' };
    const { url } = await fixture.api(['GET /{id}'], { integration, stage: { StageName: 'dev' } });
    const event = await (await fetch(`${url}/dev/x%2Fy`)).json();
    expect(event).toMatchObject({ path: '/dev/x/y', pathParameters: { id: 'x/y' } });
  });

  it('hands the function an event of a REST API, the stage in its path', async () => {
    const integration = { PayloadFormatVersion: '1.0' };
    const { ApiId, url } = await fixture.api(['ANY /x/{proxy+}'], {
      integration,
      stage: { StageName: 'dev' },
    });
    const answer = await fetch(`${url}/dev/x/a/b?q=1&q=2`, { method: 'PUT', body: new Uint8Array([0, 255]) });
    expect(await answer.json()).toMatchObject({
      ...{ version: '1.0', resource: '/x/{proxy+}', path: '/dev/x/a/b', httpMethod: 'PUT' },
      ...{ pathParameters: { proxy: 'a/b' }, body: 'AP8=', isBase64Encoded: true, stageVariables: null },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      requestContext: { apiId: ApiId, stage: 'dev', path: '/dev/x/a/b', resourceId: null },
    });
  });

  it('takes several values of a header and a body in base64, and no result without a status', async () => {
    const { url } = await fixture.api(['$default'], { integration: { PayloadFormatVersion: '1.0' } });
    const answer = await fetch(`${url}/?do=multi`);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([202, ['a=1', 'b=2']]);
    expect(answer.headers.get('x-a')).toBe('1,2');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 255]));
    expect(await read(await fetch(`${url}/?do=bare`))).toEqual(internal);
  });
});

describe('the way to the function', () => {
  it('answers 500 without the permission to invoke, and where there is no function', async () => {
    const { FunctionArn = '' } = await createFunction(fixture.lambda, 'closed');
    const { ApiId, url } = await fixture.api(['GET /a/{id}', '$default'], {
      integration: { IntegrationUri: FunctionArn },
    });
    const source = `arn:aws:execute-api:us-east-1:000000000000:${ApiId}`;
    expect(await read(await fetch(`${url}/a/1`))).toEqual(internal);
    expect(fixture.events.at(-1)?.error).toBe(
      `the policy of ${FunctionArn} does not let apigateway.amazonaws.com invoke it for ${source}/$default/GET/a/{id}`,
    );
    await fixture.lambda.send(
      new AddPermissionCommand({
        ...{ FunctionName: 'closed', StatementId: 'a', Action: 'lambda:InvokeFunction' },
        ...{ Principal: 'apigateway.amazonaws.com', SourceArn: `${source}/*/*/a/{id}` },
      }),
    );
    expect((await fetch(`${url}/a/1`)).status).toBe(200);
    expect((await fetch(`${url}/b`)).status).toBe(500);
    const IntegrationUri = FunctionArn.replace('closed', 'nobody');
    const gone = await fixture.api(['$default'], { integration: { IntegrationUri } });
    expect(await read(await fetch(gone.url))).toEqual(internal);
  });

  it('answers 503 when the function has no room for another invocation', async () => {
    const { FunctionArn = '' } = await createFunction(fixture.lambda, 'none');
    const limit = { FunctionName: 'none', ReservedConcurrentExecutions: 0 };
    await fixture.lambda.send(new PutFunctionConcurrencyCommand(limit));
    const Statement = { StatementId: 'a', Action: 'lambda:InvokeFunction' };
    const permission = { FunctionName: 'none', Principal: 'apigateway.amazonaws.com', ...Statement };
    await fixture.lambda.send(new AddPermissionCommand(permission));
    const { url } = await fixture.api(['$default'], { integration: { IntegrationUri: FunctionArn } });
    expect(await read(await fetch(url))).toEqual(failure(503, 'Service Unavailable'));
  });

  it('takes the function from a stage variable, in either form of the URI', async () => {
    const plain = fixture.functionArn.replace('echo', `\${stageVariables.fn}`);
    const wrapped = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${plain}/invocations`;
    for (const IntegrationUri of [plain, wrapped]) {
      const stage = { StageVariables: { fn: 'echo' } };
      const { url } = await fixture.api(['$default'], { integration: { IntegrationUri }, stage });
      expect((await fetch(url)).status).toBe(200);
    }
  });

  it('is closed by disableExecuteApiEndpoint', async () => {
    const { ApiId, url } = await fixture.api(['$default']);
    await fixture.client.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));
    expect(await read(await fetch(url))).toEqual(failure(404, 'Not Found'));
  });
});
