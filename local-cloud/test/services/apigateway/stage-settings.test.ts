import { APIGateway } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { outputsOf, startStacks } from '../cloudformation/support.ts';

let stacks: Awaited<ReturnType<typeof startStacks>>;
beforeAll(async () => {
  stacks = await startStacks();
});
afterAll(() => stacks.cloud.close());

const resource = (service: string, Properties: object, more: object = {}) => ({
  Type: `AWS::${service}`,
  Properties,
  ...more,
});
const group = (name: string) => resource('Logs::LogGroup', { LogGroupName: name });
const logging = (Format: string) => ({ DestinationArn: { 'Fn::GetAtt': ['Group', 'Arn'] }, Format });
const Api = { Ref: 'Api' };

const rest = (stage: object) => ({
  Resources: {
    Group: group('rest-access'),
    Api: resource('ApiGateway::RestApi', { Name: 'rest' }),
    Method: resource('ApiGateway::Method', {
      ...{ RestApiId: Api, ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, HttpMethod: 'GET' },
      ...{ AuthorizationType: 'NONE', MethodResponses: [{ StatusCode: 200 }] },
      Integration: {
        ...{ Type: 'MOCK', RequestTemplates: { 'application/json': '{"statusCode": 200}' } },
        IntegrationResponses: [{ StatusCode: 200 }],
      },
    }),
    Deployment: resource('ApiGateway::Deployment', { RestApiId: Api }, { DependsOn: 'Method' }),
    Stage: resource('ApiGateway::Stage', {
      ...{ RestApiId: Api, DeploymentId: { Ref: 'Deployment' }, StageName: 'v1', ...stage },
    }),
  },
  Outputs: { Id: { Value: Api } },
});

const http = (stage: object) => ({
  Resources: {
    Group: group('http-access'),
    Api: resource('ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP' }),
    Integration: resource('ApiGatewayV2::Integration', {
      ...{ ApiId: Api, IntegrationType: 'AWS_PROXY', PayloadFormatVersion: 2.0 },
      IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:none',
    }),
    Route: resource('ApiGatewayV2::Route', {
      ...{
        ApiId: Api,
        RouteKey: 'GET /a',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      },
    }),
    Stage: resource('ApiGatewayV2::Stage', { ApiId: Api, StageName: 'v1', AutoDeploy: true, ...stage }),
  },
  Outputs: { Id: { Value: Api } },
});

async function lines(logGroupName: string): Promise<(string | undefined)[]> {
  const logs = new CloudWatchLogs(stacks.cloud.config);
  const { events = [] } = await logs.filterLogEvents({ logGroupName });
  return events.map(({ message }) => message);
}

const call = (id: string, path: string) =>
  fetch(`${stacks.cloud.endpoint}/_aws/execute-api/${id}/v1/${path}`);

it('writes the access log that a template gives a REST API, and keeps the settings of its methods', async () => {
  const AccessLogSetting = logging(
    '$context.httpMethod $context.resourcePath $context.path $context.status $context.nope',
  );
  const MethodSettings = [
    { ResourcePath: '/*', HttpMethod: '*', LoggingLevel: 'INFO', ThrottlingBurstLimit: '5' },
    { ResourcePath: '/', HttpMethod: 'GET', MetricsEnabled: true },
  ];
  const { Id = '' } = outputsOf(
    await stacks.create('rest', rest({ AccessLogSetting, MethodSettings, CacheClusterEnabled: false })),
  );
  await call(Id, '');
  await call(Id, 'nowhere');
  expect(await lines('rest-access')).toEqual(['GET / /v1/ 200 -', 'GET - /v1/nowhere 403 -']);
  const client = new APIGateway(stacks.cloud.config);
  const stage = { restApiId: Id, stageName: 'v1' };
  expect((await client.getStage(stage)).methodSettings).toMatchObject({
    '*/*': { loggingLevel: 'INFO', throttlingBurstLimit: 5 },
    '//GET': { metricsEnabled: true },
  });

  await stacks.update('rest', rest({ MethodSettings: MethodSettings.slice(1) }));
  await call(Id, '');
  expect(await lines('rest-access')).toHaveLength(2);
  const { methodSettings, accessLogSettings } = await client.getStage(stage);
  expect([Object.keys(methodSettings ?? {}), accessLogSettings]).toEqual([['//GET'], undefined]);
});

it('writes the access log that a template gives an HTTP API, and keeps the settings of its routes', async () => {
  const AccessLogSettings = logging('$context.routeKey $context.status');
  const { Id = '' } = outputsOf(
    await stacks.create(
      'http',
      http({
        AccessLogSettings,
        DefaultRouteSettings: { ThrottlingBurstLimit: '5' },
        RouteSettings: { 'GET /a': { DetailedMetricsEnabled: true } },
      }),
    ),
  );
  await call(Id, 'nowhere');
  expect(await lines('http-access')).toEqual(['- 404']);
  const client = new ApiGatewayV2(stacks.cloud.config);
  const stage = { ApiId: Id, StageName: 'v1' };
  expect(await client.getStage(stage)).toMatchObject({
    DefaultRouteSettings: { ThrottlingBurstLimit: 5 },
    RouteSettings: { 'GET /a': { DetailedMetricsEnabled: true } },
  });

  await stacks.update('http', http({}));
  await call(Id, 'nowhere');
  expect(await lines('http-access')).toHaveLength(1);
  const { RouteSettings, AccessLogSettings: gone } = await client.getStage(stage);
  expect([RouteSettings, gone]).toEqual([{}, undefined]);
});
