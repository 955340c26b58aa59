import {
  ApiGatewayV2Client,
  GetApisCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { outputsOf, useStacks } from '../../cloudformation/support.ts';
import { ROLE } from '../../lambda/support.ts';

const { stacks, client } = await useStacks(ApiGatewayV2Client);

const ApiId = { Ref: 'Api' };
const resource = (type: string, Properties: object) => ({ Type: `AWS::ApiGatewayV2::${type}`, Properties });

/** A service with `httpApi` events, as the Serverless Framework writes it. */
const template = ({ path = '/users/{id}', cors = {}, more = {} } = {}) => ({
  Resources: {
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...{ FunctionName: 'f', Runtime: 'nodejs20.x', Handler: 'index.handler', Role: ROLE },
        Code: { ZipFile: 'exports.handler = async (event) => event.routeKey;' },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        ...{ FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] }, Action: 'lambda:InvokeFunction' },
        ...{ Principal: 'apigateway.amazonaws.com' },
        SourceArn: {
          'Fn::Join': [
            ':',
            ['arn:aws:execute-api:us-east-1:000000000000', { 'Fn::Join': ['/', [ApiId, '*']] }],
          ],
        },
      },
    },
    Api: resource('Api', { Name: 'local-s', ProtocolType: 'HTTP', Tags: { own: 'x' }, ...cors }),
    Stage: resource('Stage', {
      ...{ ApiId, StageName: '$default', AutoDeploy: 'true', StageVariables: { n: 1 } },
      DefaultRouteSettings: { DetailedMetricsEnabled: true },
    }),
    Integration: resource('Integration', {
      ...{ ApiId, IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0', TimeoutInMillis: '6000' },
      IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
    }),
    Route: resource('Route', {
      ...{ ApiId, RouteKey: `GET ${path}` },
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    }),
    Deployment: { ...resource('Deployment', { ApiId }), DependsOn: 'Route' },
    Dev: resource('Stage', { ApiId, StageName: 'dev', DeploymentId: { Ref: 'Deployment' } }),
    ...more,
  },
  Outputs: {
    Id: { Value: ApiId },
    Endpoint: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
    Integration: { Value: { 'Fn::GetAtt': ['Integration', 'IntegrationId'] } },
    Stage: { Value: { Ref: 'Dev' } },
  },
});

describe('the resources of an HTTP API', () => {
  it('are made as the template says, changed in place, and deleted', async () => {
    const made = await stacks.create('s', template(), { Tags: [{ Key: 'STAGE', Value: 'local' }] });
    expect(made.StackStatus).toBe('CREATE_COMPLETE');
    const { Id, Endpoint = '', Integration, Stage } = outputsOf(made);
    const { Items: apis = [] } = await client.send(new GetApisCommand({}));
    expect(apis).toMatchObject([{ ApiId: Id, ApiEndpoint: Endpoint, Tags: { STAGE: 'local', own: 'x' } }]);
    expect(Stage).toBe('dev');
    const { Items: stages = [] } = await client.send(new GetStagesCommand({ ApiId: Id }));
    // Which of them is made first is CloudFormation's to choose.
    expect(stages.sort((a, b) => (a.StageName! < b.StageName! ? -1 : 1))).toMatchObject([
      { StageName: '$default', AutoDeploy: true, StageVariables: { n: '1' } },
      { StageName: 'dev', AutoDeploy: false },
    ]);
    const routes = () => client.send(new GetRoutesCommand({ ApiId: Id }));
    expect((await routes()).Items).toMatchObject([
      { RouteKey: 'GET /users/{id}', Target: `integrations/${Integration}` },
    ]);
    expect(await (await fetch(`${Endpoint}/users/1`)).text()).toBe('GET /users/{id}');

    const cors = { CorsConfiguration: { AllowOrigins: ['https://a.example'], MaxAge: '60' } };
    const changed = await stacks.update('s', template({ path: '/people', cors }));
    expect([changed.StackStatus, outputsOf(changed).Endpoint]).toEqual(['UPDATE_COMPLETE', Endpoint]);
    const answer = await fetch(`${Endpoint}/people`, { headers: { origin: 'https://a.example' } });
    expect([await answer.text(), answer.headers.get('access-control-allow-origin')]).toEqual([
      'GET /people',
      'https://a.example',
    ]);
    expect(await (await fetch(`${Endpoint}/dev/users/1`)).text()).toBe('GET /users/{id}');
    expect((await stacks.update('s', template({ path: '/people' }))).StackStatus).toBe('UPDATE_COMPLETE');
    const [after] = (await client.send(new GetApisCommand({}))).Items ?? [];
    expect(after?.CorsConfiguration).toBeUndefined();

    expect((await stacks.remove('s')).StackStatus).toBe('DELETE_COMPLETE');
    expect((await client.send(new GetApisCommand({}))).Items).toEqual([]);
  });

  it('are refused with what is not supported, which is named', async () => {
    const Resources = { Api: resource('Api', { Name: 'x', ProtocolType: 'HTTP', Body: {} }) };
    await expect(stacks.create('refused', { Resources })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('property Body in resource Api (AWS::ApiGatewayV2::Api)'),
    });
  });
});
