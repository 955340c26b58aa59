import {
  APIGateway,
  type GetIntegrationCommandOutput,
  type GetStageCommandOutput,
} from '@aws-sdk/client-api-gateway';
import { outputsOf, useStacks } from '../../cloudformation/support.ts';

const { stacks, client } = await useStacks(APIGateway);

const uri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';

const api = (Name: string, more: object = {}) => ({
  Type: 'AWS::ApiGateway::RestApi',
  Properties: { Name, ...more },
});
const RestApiId = { Ref: 'Api' };
const ROOT = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
const mock = (HttpMethod: string, more: object = {}) => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: { RestApiId, ResourceId: ROOT, HttpMethod, Integration: { Type: 'MOCK' }, ...more },
});
const deployment = (...DependsOn: string[]) => ({
  Type: 'AWS::ApiGateway::Deployment',
  DependsOn,
  Properties: { RestApiId, StageName: 'local' },
});

describe('the resources of a module', () => {
  /** As the Serverless Framework writes it: a deployment has another logical id each time. */
  const template = (deploymentId: string, TimeoutInMillis = '5000') => ({
    Resources: {
      Api: api('local-modulo1', {
        ...{ EndpointConfiguration: { Types: ['EDGE'] }, Policy: '', MinimumCompressionSize: '1024' },
      }),
      Proxy: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { RestApiId, ParentId: ROOT, PathPart: '{proxy+}' },
      },
      Any: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          ...{ RestApiId, ResourceId: { Ref: 'Proxy' }, HttpMethod: 'ANY', AuthorizationType: 'NONE' },
          ...{ ApiKeyRequired: 'false', RequestParameters: {}, MethodResponses: [] },
          Integration: {
            ...{ IntegrationHttpMethod: 'POST', Type: 'AWS_PROXY', Uri: uri, TimeoutInMillis },
          },
        },
      },
      Options: mock('OPTIONS', {
        ...{ ResourceId: { Ref: 'Proxy' }, AuthorizationType: 'NONE' },
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
      }),
      [deploymentId]: deployment('Any', 'Options'),
    },
    Outputs: {
      Api: { Value: RestApiId },
      Root: { Value: ROOT },
      Proxy: { Value: { Ref: 'Proxy' } },
      Deployment: { Value: { Ref: deploymentId } },
    },
  });

  it('are made as the template says, moved to a new deployment, and deleted', async () => {
    const Tags = [{ Key: 'STAGE', Value: 'local' }];
    const stack = await stacks.create('module', template('First'), { Tags });
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const made = outputsOf(stack);
    const restApiId = made.Api ?? '';
    expect(made.Root).toMatch(/^[a-z0-9]{10}$/);
    const { tags, rootResourceId } = await client.getRestApi({ restApiId });
    expect(tags).toMatchObject({ STAGE: 'local', 'aws:cloudformation:stack-name': 'module' });
    expect(rootResourceId).toBe(made.Root);
    const integration = (): Promise<GetIntegrationCommandOutput> =>
      client.getIntegration({ restApiId, resourceId: made.Proxy, httpMethod: 'ANY' });
    expect(await integration()).toMatchObject({ type: 'AWS_PROXY', uri, timeoutInMillis: 5000 });
    const stage = (): Promise<GetStageCommandOutput> => client.getStage({ restApiId, stageName: 'local' });
    expect((await stage()).deploymentId).toBe(made.Deployment);

    const updated = await stacks.update('module', template('Second', '6000'), { Tags });
    expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
    expect((await integration()).timeoutInMillis).toBe(6000);
    const next = outputsOf(updated).Deployment;
    expect(next).not.toBe(made.Deployment);
    expect((await stage()).deploymentId).toBe(next);
    const { items } = await client.getDeployments({ restApiId });
    expect(items?.map(({ id }) => id)).toEqual([next]);

    expect((await stacks.remove('module')).StackStatus).toBe('DELETE_COMPLETE');
    await expect(client.getRestApi({ restApiId })).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('are gone already where their API was deleted by itself', async () => {
    const stack = await stacks.create('orphans', template('Deployment'));
    await client.deleteRestApi({ restApiId: outputsOf(stack).Api });
    expect((await stacks.remove('orphans')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('leaves no method behind that could not be made whole', async () => {
    const made = await stacks.create('halves', {
      Resources: { Api: api('halves') },
      Outputs: { Api: { Value: RestApiId } },
    });
    const Integration = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: 'http://localhost' };
    await stacks.update('halves', { Resources: { Api: api('halves'), Get: mock('GET', { Integration }) } });
    expect((await stacks.reasons('halves'))['Get CREATE_FAILED']).toContain(
      'Invalid ARN specified in the request',
    );
    const { items } = await client.getResources({ restApiId: outputsOf(made).Api });
    expect(items?.map(({ path, resourceMethods }) => [path, resourceMethods])).toEqual([['/', undefined]]);
  });
});

describe('keys and plans', () => {
  it('are made, changed and deleted, a plan with its stages still in it', async () => {
    const template = (plan: object) => ({
      Resources: {
        Api: api('planned'),
        Get: mock('GET'),
        Deployment: deployment('Get'),
        Key: {
          Type: 'AWS::ApiGateway::ApiKey',
          Properties: { Enabled: 'true', Name: 'k', Value: 'v'.repeat(20) },
        },
        Plan: { Type: 'AWS::ApiGateway::UsagePlan', DependsOn: 'Deployment', Properties: plan },
        Member: {
          Type: 'AWS::ApiGateway::UsagePlanKey',
          Properties: { UsagePlanId: { Ref: 'Plan' }, KeyId: { Ref: 'Key' }, KeyType: 'API_KEY' },
        },
      },
      Outputs: {
        Api: { Value: RestApiId },
        Key: { Value: { Ref: 'Key' } },
        Plan: { Value: { Ref: 'Plan' } },
      },
    });
    const ApiStages = [{ ApiId: RestApiId, Stage: 'local' }];
    const stack = await stacks.create(
      'plans',
      template({ UsagePlanName: 'p', ApiStages, Throttle: { RateLimit: '5' } }),
    );
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const { Api: apiId, Key: apiKey, Plan: usagePlanId } = outputsOf(stack);
    expect(await client.getApiKey({ apiKey, includeValue: true })).toMatchObject({
      ...{ name: 'k', enabled: true, value: 'v'.repeat(20) },
    });
    expect((await client.getUsagePlans({ keyId: apiKey })).items).toMatchObject([
      { name: 'p', apiStages: [{ apiId, stage: 'local' }], throttle: { rateLimit: 5 } },
    ]);
    for (const [given, apiStages] of [
      [[], []],
      [ApiStages, [{ apiId, stage: 'local' }]],
    ]) {
      const { StackStatus } = await stacks.update(
        'plans',
        template({ UsagePlanName: 'q', ApiStages: given }),
      );
      expect(StackStatus).toBe('UPDATE_COMPLETE');
      expect(await client.getUsagePlan({ usagePlanId })).toMatchObject({ name: 'q', apiStages });
    }
    expect((await stacks.remove('plans')).StackStatus).toBe('DELETE_COMPLETE');
    await expect(client.getUsagePlan({ usagePlanId })).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});
