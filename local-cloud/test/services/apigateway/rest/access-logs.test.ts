import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { useCloud } from '../../../support/cloud.ts';
import { createFunction } from '../../lambda/support.ts';
import { TestApi } from './support.ts';

const GROUP = 'rest-access';
const NAMES = [
  ...['status', 'error.message', 'error.messageString', 'error.responseType', 'integration.error'],
  ...['integrationErrorMessage', 'integration.integrationStatus', 'integration.status'],
];
const BODY = `
  switch (event.queryStringParameters?.do) {
    case 'throw': throw new Error('boom');
    case 'malformed': return 'no object';
    case 'sleep': await new Promise((resolve) => setTimeout(resolve, 2000)); return {};
    default: return { statusCode: 201, body: '' };
  }`;

const { cloud, client: lambda } = await useCloud(LambdaClient);
const logs = new CloudWatchLogs(cloud.config);
let api: TestApi;
beforeAll(async () => {
  await logs.createLogGroup({ logGroupName: GROUP });
  const { FunctionArn = '' } = await createFunction(lambda, 'logged', BODY);
  const { FunctionArn: forbidden = '' } = await createFunction(lambda, 'forbidden', BODY);
  await lambda.send(
    new AddPermissionCommand({
      ...{ FunctionName: 'logged', StatementId: 'apis', Action: 'lambda:InvokeFunction' },
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  api = await TestApi.create(cloud);
  await api.mock('GET', '/key', 'x', { method: { apiKeyRequired: true } });
  await api.mock('GET', '/unfit', 'x', { integration: { requestTemplates: { 'application/json': '' } } });
  await api.proxy('GET', '/function', FunctionArn);
  await api.proxy('GET', '/late', FunctionArn, { timeoutInMillis: 1000 });
  await api.proxy('GET', '/denied', forbidden);
  await api.deploy();
  const destination = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`;
  const format = NAMES.map((name) => `$context.${name}`).join('|');
  await api.client.send(
    new UpdateStageCommand({
      ...{ restApiId: api.id, stageName: 'dev' },
      patchOperations: [
        { op: 'replace', path: '/accessLogSettings/destinationArn', value: destination },
        { op: 'replace', path: '/accessLogSettings/format', value: format },
      ],
    }),
  );
});
afterAll(() => logs.destroy());

const INTERNAL = {
  'error.message': 'Internal server error',
  'error.messageString': '"Internal server error"',
};
const FAILED = 'Execution failed due to';

/** What has the same value under both its names. */
const integration = (error: string) => ({ 'integration.error': error, integrationErrorMessage: error });
const called = { 'integration.integrationStatus': '200' };

describe('the access log of a REST API', () => {
  it.each([
    ['/function', { status: '201', ...called, 'integration.status': '201' }],
    [
      '/nowhere',
      {
        status: '403',
        ...{ 'error.message': 'Missing Authentication Token' },
        ...{ 'error.messageString': '"Missing Authentication Token"' },
        ...{ 'error.responseType': 'MISSING_AUTHENTICATION_TOKEN' },
      },
    ],
    [
      '/key',
      {
        ...{ status: '403', 'error.message': 'Forbidden', 'error.messageString': '"Forbidden"' },
        ...{ 'error.responseType': 'INVALID_API_KEY' },
      },
    ],
    ['/unfit', { status: '500', ...INTERNAL, 'error.responseType': 'API_CONFIGURATION_ERROR' }],
    [
      '/denied',
      {
        ...{ status: '500', ...INTERNAL, 'error.responseType': 'API_CONFIGURATION_ERROR' },
        ...integration(`${FAILED} configuration error: Invalid permissions on Lambda function`),
      },
    ],
    [
      '/late?do=sleep',
      {
        ...{ status: '504', 'error.message': 'Endpoint request timed out' },
        'error.messageString': '"Endpoint request timed out"',
        ...{ 'error.responseType': 'INTEGRATION_TIMEOUT', ...integration(`${FAILED} a timeout error`) },
      },
    ],
    [
      '/function?do=malformed',
      {
        ...{ status: '502', ...INTERNAL, ...called, 'error.responseType': 'DEFAULT_5XX' },
        ...integration(`${FAILED} configuration error: Malformed Lambda proxy response`),
      },
    ],
  ])('tells what came of %s', async (path, told) => {
    expect(await lineOf(path)).toEqual({ ...NOTHING, ...told });
  });

  it('tells what a function failed with', async () => {
    expect((await lineOf('/function?do=throw'))['integration.error']).toMatch(
      /^Lambda execution failed with status 200 due to customer function error: boom\. Lambda request id: [0-9a-f-]{36}$/,
    );
  });
});

const NOTHING = Object.fromEntries(NAMES.map((name) => [name, '-']));

async function lineOf(path: string): Promise<Record<string, string | undefined>> {
  const before = (await lines()).length;
  await (await fetch(api.url(path))).text();
  const [line = ''] = (await lines()).slice(before);
  const values = line.split('|');
  return Object.fromEntries(NAMES.map((name, index) => [name, values[index]]));
}

async function lines(): Promise<string[]> {
  const { events = [] } = await logs.filterLogEvents({ logGroupName: GROUP });
  return events.map(({ message = '' }) => message);
}
