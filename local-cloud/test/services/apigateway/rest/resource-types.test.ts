import { Cloud } from '../../../../src/core/cloud.ts';
import type {
  AnyResourceType,
  ResourceContext,
  ResourceState,
} from '../../../../src/resources/resource-type.ts';
import { resourceTypes } from '../../../../src/services/apigateway/rest/cloudformation/index.ts';
import { getApiKey } from '../../../../src/services/apigateway/rest/operations/api-keys.ts';
import { getIntegration } from '../../../../src/services/apigateway/rest/operations/integrations.ts';
import { getRestApi, getRestApis } from '../../../../src/services/apigateway/rest/operations/rest-apis.ts';
import { getStage } from '../../../../src/services/apigateway/rest/operations/stages.ts';
import {
  getUsagePlan,
  getUsagePlans,
} from '../../../../src/services/apigateway/rest/operations/usage-plans.ts';

let context: ResourceContext;
beforeAll(async () => {
  const cloud = await Cloud.create({ accountId: '000000000000', hosts: [] });
  context = {
    ...{ cloud, region: 'us-east-1', accountId: '000000000000', requestId: 'r' },
    ...{ stackName: 'stack', stackId: 'arn', logicalId: 'X' },
    tags: [
      { Key: 'STAGE', Value: 'local' },
      { Key: 'aws:cloudformation:stack-name', Value: 'stack' },
    ],
    generateName: () => 'stack-X-ABC',
  };
});
afterAll(() => context.cloud.close());

function type(name: string): AnyResourceType {
  const found = resourceTypes.find((each) => each.type === `AWS::ApiGateway::${name}`);
  if (!found) throw new Error(`no type ${name}`);
  return found;
}
const create = (name: string, properties: object): Promise<ResourceState> =>
  type(name).create(properties, context);

const uri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';

describe('the resources of a module', () => {
  it('are made as the template says, moved to a new deployment, and deleted', async () => {
    const api = await create('RestApi', {
      ...{ Name: 'local-modulo1', EndpointConfiguration: { Types: ['EDGE'] }, Policy: '' },
      MinimumCompressionSize: '1024',
    });
    const RestApiId = api.physicalId;
    expect(api.attributes).toEqual({ RestApiId, RootResourceId: expect.stringMatching(/^[a-z0-9]{10}$/) });
    expect(getRestApi({ restApiId: RestApiId }, context).tags).toEqual({
      STAGE: 'local',
      'aws:cloudformation:stack-name': 'stack',
    });

    const ParentId = api.attributes.RootResourceId ?? '';
    const resource = await create('Resource', { RestApiId, ParentId, PathPart: '{proxy+}' });
    const properties = {
      ...{ RestApiId, ResourceId: resource.physicalId, HttpMethod: 'ANY', AuthorizationType: 'NONE' },
      ...{ ApiKeyRequired: 'false', RequestParameters: {}, MethodResponses: [] },
      Integration: { IntegrationHttpMethod: 'POST', Type: 'AWS_PROXY', Uri: uri, TimeoutInMillis: '5000' },
    };
    const method = await create('Method', properties);
    const path = { restApiId: RestApiId, resourceId: resource.physicalId, httpMethod: 'ANY' };
    expect(getIntegration(path, context)).toMatchObject({ type: 'AWS_PROXY', uri, timeoutInMillis: 5000 });
    await create('Method', {
      ...{ RestApiId, ResourceId: resource.physicalId, HttpMethod: 'OPTIONS', AuthorizationType: 'NONE' },
      MethodResponses: [
        { StatusCode: '200', ResponseParameters: { 'method.response.header.A': true }, ResponseModels: {} },
      ],
      Integration: {
        ...{ Type: 'MOCK', RequestTemplates: { 'application/json': '{statusCode:200}' } },
        ContentHandling: 'CONVERT_TO_TEXT',
        IntegrationResponses: [
          {
            ...{ StatusCode: 200, ResponseTemplates: { 'application/json': '' } },
            ResponseParameters: { 'method.response.header.A': "'*'" },
          },
        ],
      },
    });

    const stage = () => getStage({ restApiId: RestApiId, stageName: 'local' }, context);
    const first = await create('Deployment', { RestApiId, StageName: 'local' });
    expect(stage().deploymentId).toBe(first.physicalId);
    await type('Method').update?.(method, properties, properties, context);
    const second = await create('Deployment', { RestApiId, StageName: 'local' });
    await type('Deployment').delete(first, { RestApiId, StageName: 'local' }, context);
    expect(stage().deploymentId).toBe(second.physicalId);
    await type('Deployment').delete(second, { RestApiId, StageName: 'local' }, context);
    expect(stage).toThrow('Invalid stage identifier specified');

    await type('Method').delete(method, properties, context);
    await type('RestApi').delete(api, {}, context);
    // What went with its API is gone, and deleting it succeeds.
    await type('Resource').delete(resource, { RestApiId }, context);
    await type('RestApi').delete(api, {}, context);
    expect(getRestApis({}, context).items).toEqual([]);
  });

  it('leaves no method behind that could not be made whole', async () => {
    const api = await create('RestApi', { Name: 'x' });
    const properties = {
      ...{ RestApiId: api.physicalId, ResourceId: api.attributes.RootResourceId, HttpMethod: 'GET' },
      Integration: { Type: 'HTTP', IntegrationHttpMethod: 'GET', Uri: 'http://localhost' },
    };
    await expect(create('Method', properties)).rejects.toMatchObject({
      message: 'An integration of type HTTP is not supported by local-cloud.',
    });
    await create('Method', { ...properties, Integration: { Type: 'MOCK' } });
    await type('RestApi').delete(api, {}, context);
  });
});

describe('keys and plans', () => {
  it('are made, changed and deleted, a plan with its stages still in it', async () => {
    const api = await create('RestApi', { Name: 'x' });
    const at = { RestApiId: api.physicalId, ResourceId: api.attributes.RootResourceId };
    await create('Method', { ...at, HttpMethod: 'GET', Integration: { Type: 'MOCK' } });
    await create('Deployment', { RestApiId: api.physicalId, StageName: 'local' });
    const key = await create('ApiKey', { Enabled: 'true', Name: 'k', Value: 'v'.repeat(20) });
    const stages = { ApiStages: [{ ApiId: api.physicalId, Stage: 'local' }] };
    const plan = await create('UsagePlan', { UsagePlanName: 'p', ...stages, Throttle: { RateLimit: '5' } });
    const membership = { UsagePlanId: plan.physicalId, KeyId: key.physicalId, KeyType: 'API_KEY' };
    await create('UsagePlanKey', membership);
    expect(getApiKey({ apiKey: key.physicalId, includeValue: 'true' }, context)).toMatchObject({
      ...{ name: 'k', enabled: true, value: 'v'.repeat(20) },
    });
    expect(getUsagePlans({ keyId: key.physicalId }, context).items).toMatchObject([
      { name: 'p', apiStages: [{ apiId: api.physicalId, stage: 'local' }], throttle: { rateLimit: 5 } },
    ]);
    await type('UsagePlan').update?.(plan, { UsagePlanName: 'q', ApiStages: [] }, {}, context);
    expect(getUsagePlan({ usagePlanId: plan.physicalId }, context)).toMatchObject({
      name: 'q',
      apiStages: [],
    });
    await type('UsagePlan').update?.(plan, { UsagePlanName: 'q', ...stages }, {}, context);
    await type('UsagePlan').delete(plan, {}, context);
    await type('ApiKey').delete(key, {}, context);
    await type('RestApi').delete(api, {}, context);
  });
});
