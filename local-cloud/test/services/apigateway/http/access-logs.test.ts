import { UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { Fixture } from './support.ts';

const GROUP = '/aws/vendedlogs/access';
const DestinationArn = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`;

let fixture: Fixture;
let logs: CloudWatchLogs;
beforeAll(async () => {
  fixture = await Fixture.start();
  logs = new CloudWatchLogs(fixture.cloud.config);
});
afterAll(async () => {
  logs.destroy();
  await fixture.close();
});
beforeEach(() => logs.createLogGroup({ logGroupName: GROUP }));
afterEach(() => logs.deleteLogGroup({ logGroupName: GROUP }));

/** An API whose stage logs the given variables, one JSON object a request. */
const logging = (names: readonly string[], stage: object = {}) => {
  const Format = JSON.stringify(Object.fromEntries(names.map((name) => [name, `$context.${name}`])));
  return fixture.api(['GET /users/{id}'], {
    stage: { AccessLogSettings: { DestinationArn, Format }, ...stage },
  });
};

async function lines(): Promise<Record<string, string>[]> {
  const { events = [] } = await logs.filterLogEvents({ logGroupName: GROUP });
  return events.map(({ message = '' }) => JSON.parse(message));
}

describe('access logs of an HTTP API', () => {
  it('have a line a request, in the format of the stage', async () => {
    const { url, ApiId } = await logging([
      ...['requestId', 'requestTime', 'identity.sourceIp', 'identity.userAgent', 'httpMethod', 'routeKey'],
      ...['path', 'status', 'protocol', 'responseLength', 'responseLatency', 'integrationLatency'],
      ...['integration.status', 'integrationErrorMessage', 'apiId', 'accountId', 'stage'],
    ]);
    const headers = { 'user-agent': 'tests' };
    const response = await fetch(`${url}/users/a%20b?do=plain`, { headers });
    await response.text();
    expect(await lines()).toEqual([
      {
        requestId: response.headers.get('apigw-requestid'),
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        'identity.sourceIp': expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
        'identity.userAgent': 'tests',
        ...{ httpMethod: 'GET', routeKey: 'GET /users/{id}', path: '/users/a%20b', status: '201' },
        ...{ protocol: 'HTTP/1.1', responseLength: '4' },
        responseLatency: expect.stringMatching(/^\d+$/),
        integrationLatency: expect.stringMatching(/^\d+$/),
        ...{ 'integration.status': '201', integrationErrorMessage: '-' },
        ...{ apiId: ApiId, accountId: '000000000000', stage: '$default' },
      },
    ]);
  });

  it('tell what API Gateway answered by itself, and what a function failed with', async () => {
    const { url } = await logging(['status', 'routeKey', 'error.message', 'integrationErrorMessage']);
    await fetch(`${url}/nowhere`);
    await fetch(`${url}/users/1?do=throw`);
    await fetch(`${url}/users/1?do=malformed`);
    const failed = { status: '500', routeKey: 'GET /users/{id}', 'error.message': 'Internal Server Error' };
    expect(await lines()).toEqual([
      { status: '404', routeKey: '-', 'error.message': 'Not Found', integrationErrorMessage: '-' },
      {
        ...failed,
        integrationErrorMessage:
          'The Lambda function returned the following error: boom. Check your Lambda function code and try again.',
      },
      {
        ...failed,
        integrationErrorMessage:
          "The response from the Lambda function doesn't match the format that API Gateway expects. Check the configuration for your Lambda function and try again.",
      },
    ]);
  });

  it('are of the stage, whose name leads the path, and begin and end with its settings', async () => {
    const { url, ApiId } = await logging(['path'], { StageName: 'v1' });
    await fetch(`${url}/v1/users/1?do=plain`);
    expect(await lines()).toEqual([{ path: '/v1/users/1' }]);
    const AccessLogSettings = { DestinationArn, Format: '{"id":"$context.unknown"}' };
    await fixture.client.send(new UpdateStageCommand({ ApiId, StageName: 'v1', AccessLogSettings }));
    await fetch(`${url}/v1/users/1?do=plain`);
    expect((await lines())[1]).toEqual({ id: '-' });
  });

  it('are not written where the log group is gone, and the request is answered all the same', async () => {
    const { url } = await logging(['path']);
    await logs.deleteLogGroup({ logGroupName: GROUP });
    expect((await fetch(`${url}/users/1?do=plain`)).status).toBe(201);
    const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: GROUP });
    expect(logGroups).toEqual([]);
    await logs.createLogGroup({ logGroupName: GROUP });
  });
});
