import { CreateStackCommand, ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { SkipEvent } from '../../../src/index.ts';
import { startStacks } from './support.ts';

const code = { ZipFile: 'exports.handler = async () => ({ statusCode: 200 });' };
const lambda = (more: Record<string, unknown> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ FunctionName: 'kept', Handler: 'index.handler', Runtime: 'nodejs20.x', Code: code },
    ...{ Role: 'arn:aws:iam::000000000000:role/any', ...more },
  },
});

/** A project's stack as they come: a function that works, among much that is lacking here. */
const template = {
  Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
  Resources: {
    Kept: lambda({
      Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:theirs:3'],
      Environment: {
        Variables: {
          TOPIC: { Ref: 'Alerts' },
          QUEUE: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
          // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own syntax
          NAME: { 'Fn::Sub': '${Jobs.QueueName}-${AWS::Region}' },
          STREAM: { 'Fn::GetAtt': ['Bucket', 'Nonsense'] },
        },
      },
    }),
    Other: lambda({ FunctionName: 'other', Runtime: 'python3.12' }),
    OtherVersion: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Other' } } },
    Old: lambda({ FunctionName: 'old', Runtime: 'nodejs8.10' }),
    Alerts: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
    Jobs: { Type: 'AWS::SQS::Queue', DependsOn: 'Alerts' },
    Away: { Type: 'AWS::Neptune::DBCluster', Condition: 'Never' },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      DependsOn: ['Jobs'],
      Properties: {
        ...{ InventoryConfigurations: [{}], WebsiteConfiguration: { Ref: 'AWS::NoValue' } },
        // What a bucket has without them.
        ...{ ObjectLockEnabled: false, IntelligentTieringConfigurations: [] },
      },
    },
    Socket: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'socket',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      },
    },
    SocketStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Socket' }, StageName: 'dev' },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ...{ ApiId: { Ref: 'Api' }, RouteKey: 'GET /x', AuthorizationType: 'JWT' },
        ...{ AuthorizerId: { Ref: 'Authorizer' }, AuthorizationScopes: ['a'] },
      },
    },
    Authorizer: { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: { ApiId: { Ref: 'Api' } } },
  },
  Outputs: { Topic: { Value: { Ref: 'Alerts' } }, Function: { Value: { Ref: 'Kept' } } },
};

describe('what local-cloud lacks', () => {
  it('is named all at once at validation, and nothing is made', async () => {
    const { cloud, cfn, stack } = await startStacks();
    const TemplateBody = JSON.stringify(template);
    const problems = [
      'Template format error: Unrecognized resource types: [AWS::SNS::Topic, AWS::SQS::Queue, AWS::ApiGatewayV2::Authorizer] (not supported by local-cloud)',
      'local-cloud lacks the layer arn:aws:lambda:us-east-1:123456789012:layer:theirs:3 of another account, which resource Kept (AWS::Lambda::Function) asks for',
      'local-cloud lacks the runtime python3.12, which resource Other (AWS::Lambda::Function) asks for',
      'local-cloud lacks the runtime nodejs8.10, for which nodejs12.x runs, which resource Old (AWS::Lambda::Function) asks for',
      'Encountered unsupported property InventoryConfigurations in resource Bucket (AWS::S3::Bucket): local-cloud lacks it',
      'local-cloud lacks WebSocket APIs, which resource Socket (AWS::ApiGatewayV2::Api) asks for',
      'local-cloud lacks the JWT authorizer, which resource Route (AWS::ApiGatewayV2::Route) asks for',
    ];
    await expect(cfn.send(new ValidateTemplateCommand({ TemplateBody }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: problems.join('\n'),
    });
    await expect(cfn.send(new CreateStackCommand({ StackName: 'all', TemplateBody }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: problems.join('\n'),
    });
    await expect(stack('all')).rejects.toThrow('Stack with id all does not exist');
    await cloud.close();
  });

  it('is left out where the cloud is told to, with what is nothing without it', async () => {
    const skips: SkipEvent[] = [];
    const stacks = await startStacks({ skipUnsupported: true, onSkip: (skip) => skips.push(skip) });
    const { cloud } = stacks;
    await stacks.cfn.send(new ValidateTemplateCommand({ TemplateBody: JSON.stringify(template) }));
    const stack = await stacks.create('rest', template);
    expect([stack.StackStatus, stack.Outputs]).toEqual([
      'CREATE_COMPLETE',
      [{ OutputKey: 'Function', OutputValue: 'kept' }],
    ]);
    const said = skips.map(({ logicalId, type, part, reason }) =>
      [logicalId, type.split('::').at(-1), part, reason].filter(Boolean).join(' '),
    );
    expect(said).toEqual([
      'Kept Function the layer arn:aws:lambda:us-east-1:123456789012:layer:theirs:3 of another account',
      'Other Function the runtime python3.12',
      'Old Function the runtime nodejs8.10, for which nodejs12.x runs',
      'Alerts Topic',
      'Jobs Queue',
      'Bucket Bucket InventoryConfigurations',
      'Socket Api WebSocket APIs',
      'Route Route the JWT authorizer',
      'Authorizer Authorizer',
      'Bucket Bucket attribute Nonsense',
    ]);
    const client = new LambdaClient({ ...cloud.config, maxAttempts: 1 });
    const kept = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'kept' }));
    expect([kept.Layers, kept.Environment?.Variables]).toEqual([
      undefined,
      {
        TOPIC: 'arn:aws:sns:us-east-1:000000000000:alerts',
        QUEUE: 'arn:aws:sqs:us-east-1:000000000000:Jobs',
        NAME: 'Jobs-us-east-1',
        STREAM: 'Bucket',
      },
    ]);
    const old = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'old' }));
    expect(old.Runtime).toBe('nodejs12.x');
    await expect(
      client.send(new GetFunctionConfigurationCommand({ FunctionName: 'other' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    client.destroy();
    await cloud.close();
  });

  it('goes with what AWS itself would refuse, for want of a property or for its age', async () => {
    const skips: SkipEvent[] = [];
    const stacks = await startStacks({ skipUnsupported: true, onSkip: (skip) => skips.push(skip) });
    const Resources = {
      Role: { Type: 'AWS::IAM::Role', Properties: { PolicyName: 'x' } },
      Site: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } },
    };
    const allowed = { Capabilities: ['CAPABILITY_IAM' as const] };
    const stack = await stacks.create('never-deployed', { Resources }, allowed);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const stackName = 'never-deployed';
    expect(skips).toEqual([
      {
        ...{ stackName, logicalId: 'Role', type: 'AWS::IAM::Role' },
        fault: 'AWS asks for its AssumeRolePolicyDocument',
      },
      {
        ...{ stackName, logicalId: 'Site', type: 'AWS::S3::Bucket' },
        part: 'AccessControl PublicRead, which new buckets refuse since April 2023,',
      },
    ]);
    await stacks.cloud.close();
  });

  it('is an API that a Body describes, with its parts, and what dynamic references stand for', async () => {
    const skips: SkipEvent[] = [];
    const stacks = await startStacks({ skipUnsupported: true, onSkip: (skip) => skips.push(skip) });
    const RestApiId = { Ref: 'Api' };
    const secret = '{{resolve:secretsmanager:db:SecretString:password}}';
    const TemplateBody = JSON.stringify({
      Resources: {
        Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'open', Body: { openapi: '3.0.1' } } },
        Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId } },
        Kept: lambda({ Environment: { Variables: { SECRET: secret } } }),
      },
    });
    await stacks.cfn.send(new ValidateTemplateCommand({ TemplateBody }));
    const { StackStatus } = await stacks.create('described', TemplateBody);
    const stackName = 'described';
    expect([StackStatus, skips]).toEqual([
      'CREATE_COMPLETE',
      [
        {
          ...{ stackName, logicalId: 'Api', type: 'AWS::ApiGateway::RestApi' },
          reason: 'REST APIs that a Body describes',
        },
        {
          ...{ stackName, logicalId: 'Kept', type: 'AWS::Lambda::Function' },
          part: `the value of ${secret}`,
        },
      ],
    ]);
    await stacks.cloud.close();
  });

  it('has ids of the form that clients take apart as they load', async () => {
    const stacks = await startStacks({ skipUnsupported: true });
    const Variables = { POOL: { Ref: 'Pool' }, CLIENT: { Ref: 'Client' }, QUEUE: { Ref: 'Queue' } };
    await stacks.create('forms', {
      Resources: {
        Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'alunos-da-sala' } },
        Client: { Type: 'AWS::Cognito::UserPoolClient' },
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'fila.fifo' } },
        Kept: lambda({ Environment: { Variables } }),
      },
    });
    const client = new LambdaClient({ ...stacks.cloud.config, maxAttempts: 1 });
    const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'kept' }));
    expect(Environment?.Variables).toEqual({
      POOL: 'us-east-1_alunosdas',
      CLIENT: 'client00000000000000000000',
      QUEUE: `${stacks.cloud.config.endpoint}/000000000000/fila.fifo`,
    });
    client.destroy();
    await stacks.cloud.close();
  });
});
