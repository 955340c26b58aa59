import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteResourceCommand,
  DeleteRestApiCommand,
  GetAccountCommand,
  GetDeploymentsCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetTagsCommand,
  ImportRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAccountCommand,
  UpdateResourceCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { startCloud } from '../../../support/cloud.ts';
import { TestApi, type TestCloud } from './support.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

describe('REST APIs', () => {
  it('are made, listed in pages, patched and deleted', async () => {
    // A region that no other test makes APIs in.
    const region = { ...cloud, config: { ...cloud.config, region: 'eu-west-1' } };
    const { client, id, rootId } = await TestApi.create(region, {
      name: 'um',
      binaryMediaTypes: ['image/png'],
    });
    const other = await TestApi.create(region, { name: 'dois' });
    const first = await client.send(new GetRestApisCommand({ limit: 1 }));
    expect(first.items?.map(({ name }) => name)).toEqual(['um']);
    const second = await client.send(new GetRestApisCommand({ limit: 1, position: first.position }));
    expect([second.items?.[0]?.name, second.position]).toEqual(['dois', undefined]);

    await client.send(
      new UpdateRestApiCommand({
        restApiId: id,
        patchOperations: [
          { op: 'replace', path: '/name', value: 'novo' },
          { op: 'add', path: '/binaryMediaTypes/*~1*' },
          { op: 'remove', path: '/binaryMediaTypes/image~1png' },
        ],
      }),
    );
    const api = await client.send(new GetRestApiCommand({ restApiId: id }));
    expect(api).toMatchObject({
      ...{ id, name: 'novo', binaryMediaTypes: ['*/*'], apiKeySource: 'HEADER', rootResourceId: rootId },
      endpointConfiguration: { types: ['EDGE'] },
      disableExecuteApiEndpoint: false,
    });
    expect(api.createdDate).toBeInstanceOf(Date);
    await client.send(new DeleteRestApiCommand({ restApiId: other.id }));
    await expect(client.send(new GetRestApiCommand({ restApiId: other.id }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `Invalid API identifier specified 000000000000:${other.id}`,
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('rejects a patch of what can not be patched, and changes nothing', async () => {
    const { client, id: restApiId } = await TestApi.create(cloud);
    const patchOperations = [
      { op: 'replace' as const, path: '/name', value: 'changed' },
      { op: 'replace' as const, path: '/id', value: 'x' },
    ];
    await expect(client.send(new UpdateRestApiCommand({ restApiId, patchOperations }))).rejects.toMatchObject(
      {
        name: 'BadRequestException',
        message: 'Invalid patch path /id',
      },
    );
    expect((await client.send(new GetRestApiCommand({ restApiId }))).name).toBe('test');
  });

  it('rejects an import by name', async () => {
    const { client } = await TestApi.create(cloud);
    await expect(client.send(new ImportRestApiCommand({ body: '{}' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message:
        'The operation ImportRestApi of Amazon API Gateway (REST APIs) is not supported by local-cloud.',
    });
  });

  it('keeps the account settings', async () => {
    const { client } = await TestApi.create(cloud);
    const patchOperations = [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value: 'arn:role' }];
    await client.send(new UpdateAccountCommand({ patchOperations }));
    expect(await client.send(new GetAccountCommand({}))).toMatchObject({
      cloudwatchRoleArn: 'arn:role',
      throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    });
  });
});

describe('resources', () => {
  it('have paths that follow their parents', async () => {
    const api = await TestApi.create(cloud);
    const { client, id: restApiId } = api;
    const leaf = await api.resource('/things/{id}');
    const things = await api.resource('/things');
    await client.send(
      new UpdateResourceCommand({
        ...{ restApiId, resourceId: things },
        patchOperations: [{ op: 'replace', path: '/pathPart', value: 'coisas' }],
      }),
    );
    await api.mock('GET', '/coisas/{id}', '');
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
    expect(items.map(({ path }) => path).sort()).toEqual(['/', '/coisas', '/coisas/{id}']);
    expect(items.find(({ id }) => id === leaf)?.resourceMethods?.GET?.methodIntegration?.type).toBe('MOCK');
    await client.send(new DeleteResourceCommand({ restApiId, resourceId: things }));
    expect((await client.send(new GetResourcesCommand({ restApiId }))).items).toHaveLength(1);
  });

  it('rejects a second one of the same name, a second variable, and children of a greedy one', async () => {
    const api = await TestApi.create(cloud);
    const create = (parentId: string, pathPart: string) =>
      api.client.send(new CreateResourceCommand({ restApiId: api.id, parentId, pathPart }));
    await api.resource('/a/{id}');
    const greedy = await api.resource('/{proxy+}');
    await expect(create(api.rootId, 'a')).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Another resource with the same parent already has this name: a',
    });
    await expect(create(await api.resource('/a'), '{other}')).rejects.toMatchObject({
      message: 'A sibling ({id}) of this resource already has a variable path part -- only one is allowed',
    });
    await expect(create(greedy, 'x')).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(create(api.rootId, 'a b')).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('methods and integrations', () => {
  it('answers what was put, with the defaults', async () => {
    const api = await TestApi.create(cloud);
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
    await api.proxy('ANY', '/x', arn);
    const at = { restApiId: api.id, resourceId: await api.resource('/x'), httpMethod: 'ANY' };
    expect(await api.client.send(new GetIntegrationCommand(at))).toMatchObject({
      type: 'AWS_PROXY',
      httpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheNamespace: at.resourceId,
      cacheKeyParameters: [],
    });
    expect(await api.client.send(new GetMethodCommand(at))).toMatchObject({
      ...{ httpMethod: 'ANY', authorizationType: 'NONE', apiKeyRequired: false },
      methodIntegration: { type: 'AWS_PROXY' },
    });
  });

  it('rejects by name what is not supported', async () => {
    const api = await TestApi.create(cloud);
    const at = { restApiId: api.id, resourceId: api.rootId, httpMethod: 'GET' };
    await expect(
      api.client.send(new PutMethodCommand({ ...at, authorizationType: 'CUSTOM' })),
    ).rejects.toMatchObject({
      name: 'BadRequestException',
      message: 'authorizationType CUSTOM is not supported by local-cloud.',
    });
    await api.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
    const put = (more: object) =>
      api.client.send(new PutIntegrationCommand({ ...at, type: 'MOCK', ...more }));
    await expect(
      put({ type: 'HTTP_PROXY', uri: 'http://x', integrationHttpMethod: 'GET' }),
    ).rejects.toMatchObject({
      message: 'An integration of type HTTP_PROXY is not supported by local-cloud.',
    });
    const requestTemplates = { 'application/json': '#set($a = 1) {"statusCode": 200}' };
    await expect(put({ requestTemplates })).rejects.toMatchObject({
      message:
        'The Velocity template for application/json in requestTemplates: only static text is not supported by local-cloud.',
    });
    await expect(put({ timeoutInMillis: 30_000 })).rejects.toMatchObject({
      message: 'Timeout should be between 50 ms and 29000 ms',
    });
  });
});

describe('deployments and stages', () => {
  it('rejects an API without methods, and a method without an integration', async () => {
    const api = await TestApi.create(cloud);
    await expect(api.deploy()).rejects.toMatchObject({
      message: "The REST API doesn't contain any methods",
    });
    const at = { restApiId: api.id, resourceId: api.rootId, httpMethod: 'GET' };
    await api.client.send(new PutMethodCommand({ ...at, authorizationType: 'NONE' }));
    await expect(api.deploy()).rejects.toMatchObject({ message: 'No integration defined for method' });
  });

  it('moves the stage with a new deployment, and protects the one in use', async () => {
    const api = await TestApi.create(cloud);
    const { client, id: restApiId } = api;
    await api.mock('GET', '/', 'ok');
    const first = await api.deploy();
    const second = await api.deploy();
    const { items } = await client.send(new GetDeploymentsCommand({ restApiId, limit: 500 }));
    expect(items?.map(({ id }) => id)).toEqual([second, first]);
    expect((await client.send(new GetStageCommand({ restApiId, stageName: 'dev' }))).deploymentId).toBe(
      second,
    );
    await client.send(new DeleteDeploymentCommand({ restApiId, deploymentId: first }));
    await expect(
      client.send(new DeleteDeploymentCommand({ restApiId, deploymentId: second })),
    ).rejects.toMatchObject({
      message: 'Active stages pointing to this deployment must be moved or deleted',
    });
  });

  it('patches a stage as the Serverless Framework does, and tags it', async () => {
    const api = await TestApi.create(cloud);
    const { client, id: restApiId } = api;
    await api.mock('GET', '/', 'ok');
    const { id: deploymentId } = await client.send(new CreateDeploymentCommand({ restApiId }));
    await expect(client.send(new GetStageCommand({ restApiId, stageName: 'prd' }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid stage identifier specified',
    });
    const stage = { restApiId, stageName: 'prd' };
    await client.send(new CreateStageCommand({ ...stage, deploymentId, variables: { a: '1' } }));
    await client.send(
      new UpdateStageCommand({
        ...stage,
        patchOperations: [
          { op: 'replace', path: '/tracingEnabled', value: 'true' },
          { op: 'replace', path: '/*/*/logging/loglevel', value: 'INFO' },
          { op: 'replace', path: '/*/*/metrics/enabled', value: 'true' },
          { op: 'replace', path: '/accessLogSettings/destinationArn', value: 'arn:logs' },
          { op: 'replace', path: '/variables/b', value: '2' },
        ],
      }),
    );
    const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${restApiId}/stages/prd`;
    await client.send(new TagResourceCommand({ resourceArn, tags: { a: '1', b: 'x y' } }));
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
    expect(await client.send(new GetStageCommand(stage))).toMatchObject({
      ...{ stageName: 'prd', deploymentId, tracingEnabled: true, variables: { a: '1', b: '2' } },
      methodSettings: { '*/*': { loggingLevel: 'INFO', metricsEnabled: true } },
      accessLogSettings: { destinationArn: 'arn:logs' },
      tags: { b: 'x y' },
    });
    expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ b: 'x y' });
    const patchOperations = [
      { op: 'replace' as const, path: '/~1x/GET/metrics/enabled', value: 'true' },
      { op: 'remove' as const, path: '/*/*' },
    ];
    await client.send(new UpdateStageCommand({ ...stage, patchOperations }));
    expect((await client.send(new GetStageCommand(stage))).methodSettings).toEqual({
      '/x/GET': { metricsEnabled: true },
    });
    const remove = [{ op: 'remove' as const, path: '/~1x/GET' }];
    const { methodSettings } = await client.send(
      new UpdateStageCommand({ ...stage, patchOperations: remove }),
    );
    expect(methodSettings).toEqual({});
    await expect(client.send(new CreateStageCommand({ ...stage, deploymentId }))).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Stage already exists',
    });
  });
});
