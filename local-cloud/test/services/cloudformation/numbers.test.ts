import { S3 } from '@aws-sdk/client-s3';
import { used } from '../../support/cloud.ts';
import { startStacks } from './support.ts';

const stacks = await used(startStacks());

const resource = (service: string, Properties: object) => ({ Type: `AWS::${service}`, Properties });
const Tags = [
  { Key: 'CostCenter', Value: 1234 },
  { Key: 'is', Value: true },
];
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const role = resource('IAM::Role', { RoleName: 12, Description: 1, AssumeRolePolicyDocument: trust, Tags });

/** By service, everything that a template may write as a number where a text is wanted, and the other way round. */
const STACKS: Readonly<Record<string, Record<string, unknown>>> = {
  logs: {
    Group: resource('Logs::LogGroup', { LogGroupName: 123, RetentionInDays: '7', Tags }),
    Stream: resource('Logs::LogStream', { LogGroupName: { Ref: 'Group' }, LogStreamName: 5 }),
  },
  iam: { Role: role },
  lambda: {
    Role: role,
    Function: resource('Lambda::Function', {
      ...{ FunctionName: 77, Description: 2024, Handler: 'index.h', Runtime: 'nodejs22.x', Tags },
      ...{ MemorySize: '256', Timeout: '5', Environment: { Variables: { NUMBER: 1, FLAG: true } } },
      ...{ Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Code: { ZipFile: 'exports.h = () => 1' } },
    }),
    Version: resource('Lambda::Version', { FunctionName: { Ref: 'Function' }, Description: 1 }),
  },
  s3: {
    Bucket: resource('S3::Bucket', {
      ...{ BucketName: 20241124, Tags },
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: '60' }] },
    }),
  },
  dynamodb: {
    Table: resource('DynamoDB::Table', {
      ...{ TableName: 1234, ProvisionedThroughput: { ReadCapacityUnits: '1', WriteCapacityUnits: 1 }, Tags },
      AttributeDefinitions: [{ AttributeName: 1, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 1, KeyType: 'HASH' }],
    }),
  },
  rest: {
    Api: resource('ApiGateway::RestApi', { Name: 1, Description: 1, MinimumCompressionSize: '5', Tags }),
    Method: resource('ApiGateway::Method', {
      ...{ RestApiId: { Ref: 'Api' }, ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] } },
      ...{ HttpMethod: 'GET', AuthorizationType: 'NONE', MethodResponses: [{ StatusCode: 200 }] },
      Integration: { Type: 'MOCK', IntegrationResponses: [{ StatusCode: 200, SelectionPattern: 200 }] },
    }),
    Deployment: {
      ...resource('ApiGateway::Deployment', { RestApiId: { Ref: 'Api' }, Description: 5 }),
      DependsOn: 'Method',
    },
    Stage: resource('ApiGateway::Stage', {
      ...{ RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, Variables: { a: 1 } },
    }),
  },
  http: {
    Api: resource('ApiGatewayV2::Api', { Name: 1, ProtocolType: 'HTTP', Version: 1.5, Tags: { a: 1 } }),
    Stage: resource('ApiGatewayV2::Stage', { ApiId: { Ref: 'Api' }, StageName: 1, AutoDeploy: 'true' }),
  },
};

describe('a template that writes numbers for texts, and texts for numbers', () => {
  it.each(Object.keys(STACKS))('is made and deleted: %s', async (name) => {
    const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
    const { StackStatus } = await stacks.create(name, { Resources: STACKS[name] }, { Capabilities });
    const failed = Object.entries(await stacks.reasons(name)).filter(([event]) => event.endsWith('FAILED'));
    expect([StackStatus, failed]).toEqual(['CREATE_COMPLETE', []]);
    if (name === 's3') {
      const s3 = new S3({ ...stacks.cloud.config, forcePathStyle: true });
      const { TagSet = [] } = await s3.getBucketTagging({ Bucket: '20241124' });
      expect(TagSet).toEqual(expect.arrayContaining([{ Key: 'CostCenter', Value: '1234' }]));
    }
    expect((await stacks.remove(name)).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('is refused before anything is made where a parameter asks for what is lacking', async () => {
    const create = stacks.create(
      'sockets',
      {
        Parameters: { Protocol: { Type: 'String' } },
        Resources: {
          Api: resource('ApiGatewayV2::Api', { Name: 'a', ProtocolType: { Ref: 'Protocol' } }),
        },
      },
      { Parameters: [{ ParameterKey: 'Protocol', ParameterValue: 'WEBSOCKET' }] },
    );
    await expect(create).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'local-cloud lacks WebSocket APIs, which resource Api (AWS::ApiGatewayV2::Api) asks for',
    });
  });
});
