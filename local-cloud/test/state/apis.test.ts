import {
  APIGatewayClient,
  GetDeploymentsCommand,
  GetResourcesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetApiCommand,
  GetRoutesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { TestApi, type TestCloud } from '../services/apigateway/rest/support.ts';
import { ARN, createFunction } from '../services/lambda/support.ts';
import { KeptCloud } from './support.ts';

let cloud: KeptCloud;
beforeAll(async () => {
  cloud = await KeptCloud.start();
  const lambda = new LambdaClient(cloud.config);
  await createFunction(lambda, 'hello', "return { statusCode: 200, body: 'hello' };");
  await lambda.send(
    new AddPermissionCommand({
      ...{ FunctionName: 'hello', StatementId: 's', Action: 'lambda:InvokeFunction' },
      Principal: 'apigateway.amazonaws.com',
    }),
  );
});
afterAll(() => cloud.remove());

const get = async (url: string) => {
  const response = await fetch(url);
  return [response.status, await response.text()];
};

describe('REST APIs with a folder', () => {
  it('serves what was deployed, under the same id', async () => {
    const api = await TestApi.create({ config: cloud.config } as unknown as TestCloud);
    await api.mock('GET', '/things/{id}', '{"first":true}');
    await api.deploy();
    await api.proxy('GET', '/later', `${ARN}:hello`);
    const state = async () => {
      const client = new APIGatewayClient(cloud.config);
      const at = { restApiId: api.id };
      return [
        (await client.send(new GetResourcesCommand({ ...at, embed: ['methods'] }))).items,
        (await client.send(new GetDeploymentsCommand(at))).items,
        (await client.send(new GetStagesCommand(at))).item,
      ];
    };
    const url = (path: string) => `${cloud.config.endpoint}/restapis/${api.id}/dev/_user_request_${path}`;
    const before = await state();
    expect(await get(url('/things/1'))).toEqual([200, '{"first":true}']);
    await cloud.restart();
    expect(await state()).toEqual(before);
    expect(await get(url('/things/1'))).toEqual([200, '{"first":true}']);
    // Not deployed so far.
    expect((await get(url('/later')))[0]).toBe(403);
  });
});

describe('HTTP APIs with a folder', () => {
  it('serves an API on the same port, with what deploys by itself', async () => {
    const client = () => new ApiGatewayV2Client(cloud.config);
    const { ApiId = '', ApiEndpoint = '' } = await client().send(
      new CreateApiCommand({ Name: 'kept', ProtocolType: 'HTTP' }),
    );
    const { IntegrationId } = await client().send(
      new CreateIntegrationCommand({
        ...{ ApiId, IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' },
        IntegrationUri: `${ARN}:hello`,
      }),
    );
    const Target = `integrations/${IntegrationId}`;
    await client().send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /hello', Target }));
    await client().send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
    expect(await get(`${ApiEndpoint}/hello`)).toEqual([200, 'hello']);
    const { Items } = await client().send(new GetRoutesCommand({ ApiId }));
    await cloud.restart();
    expect((await client().send(new GetApiCommand({ ApiId }))).ApiEndpoint).toBe(ApiEndpoint);
    expect((await client().send(new GetRoutesCommand({ ApiId }))).Items).toEqual(Items);
    expect(await get(`${ApiEndpoint}/hello`)).toEqual([200, 'hello']);
    await client().send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /more', Target }));
    expect(await get(`${ApiEndpoint}/more`)).toEqual([200, 'hello']);
  });
});
