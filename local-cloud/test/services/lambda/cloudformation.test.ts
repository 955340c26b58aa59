import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  GetFunctionCommand,
  GetPolicyCommand,
  ListAliasesCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ARN, invoke, type LambdaCloud, ROLE, startLambdaCloud, zip } from './support.ts';

let cloud: LambdaCloud;
let stacks: CloudFormationClient;
beforeAll(async () => {
  cloud = await startLambdaCloud();
  stacks = new CloudFormationClient(cloud.config);
  const s3 = new S3Client({ ...cloud.config, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'code' }));
  const Body = zip({ 'nodejs/node_modules/dep/index.js': 'module.exports = "layered";' });
  await s3.send(new PutObjectCommand({ Bucket: 'code', Key: 'layer.zip', Body }));
  s3.destroy();
});
afterAll(async () => {
  stacks.destroy();
  await cloud.close();
});

/** Polls as fast as the waiters let it. */
const waiting = () => ({ client: stacks, maxWaitTime: 20, minDelay: 0.02, maxDelay: 0.05 });

const ofFunction = { FunctionName: { Ref: 'Function' } };

function template(FunctionName: string, greeting: string, more: Record<string, unknown> = {}): string {
  const source = `exports.handler = async (event, context) =>
    ['${greeting}', process.env.SIZE, require('dep'), context.functionVersion];`;
  return JSON.stringify({
    Resources: {
      Layer: {
        Type: 'AWS::Lambda::LayerVersion',
        Properties: { Content: { S3Bucket: 'code', S3Key: 'layer.zip' }, CompatibleRuntimes: ['nodejs20.x'] },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName,
          ...{ Runtime: 'nodejs20.x', Handler: 'index.handler', Role: ROLE, Code: { ZipFile: source } },
          ...{
            MemorySize: '256',
            Timeout: '5',
            Environment: { Variables: { SIZE: 1 } },
            Layers: [{ Ref: 'Layer' }],
          },
          ...{ Tags: [{ Key: 'team', Value: greeting }], ReservedConcurrentExecutions: 5 },
        },
      },
      [`Version${greeting}`]: { Type: 'AWS::Lambda::Version', Properties: ofFunction },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          ...ofFunction,
          Name: 'live',
          FunctionVersion: { 'Fn::GetAtt': [`Version${greeting}`, 'Version'] },
        },
      },
      Url: {
        Type: 'AWS::Lambda::Url',
        Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Function', 'Arn'] }, AuthType: 'NONE' },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] },
          Action: 'lambda:InvokeFunction',
          Principal: '*',
          InvokedViaFunctionUrl: true,
        },
      },
      Retries: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { ...ofFunction, Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
      },
      Shared: {
        Type: 'AWS::Lambda::LayerVersionPermission',
        Properties: { Action: 'lambda:GetLayerVersion', LayerVersionArn: { Ref: 'Layer' }, Principal: '*' },
      },
      ...more,
    },
    Outputs: {
      Url: { Value: { 'Fn::GetAtt': ['Url', 'FunctionUrl'] } },
      Version: { Value: { Ref: `Version${greeting}` } },
      Alias: { Value: { Ref: 'Alias' } },
      Layer: { Value: { Ref: 'Layer' } },
    },
  });
}

async function outputs(StackName: string): Promise<Record<string, string>> {
  const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** A stack with a function, both of that name. @returns its outputs */
async function stack(name: string): Promise<Record<string, string>> {
  await stacks.send(new CreateStackCommand({ StackName: name, TemplateBody: template(name, 'Hello') }));
  await waitUntilStackCreateComplete(waiting(), { StackName: name });
  return outputs(name);
}

const live = async (FunctionName: string) => (await invoke(cloud.lambda, `${FunctionName}:live`)).result;

describe('a stack of Lambda resources', () => {
  it('is created, and runs', async () => {
    const made = await stack('created');
    expect(made).toEqual({
      Url: expect.stringMatching(/^http:\/\/localhost:\d+\/$/),
      Version: `${ARN}:created:1`,
      Alias: `${ARN}:created:live`,
      Layer: expect.stringMatching(/^arn:aws:lambda:us-east-1:000000000000:layer:[\w-]+:1$/),
    });
    expect(await (await fetch(made.Url ?? '')).json()).toEqual(['Hello', '1', 'layered', '$LATEST']);
    expect(await live('created')).toEqual(['Hello', '1', 'layered', '1']);
  });

  it('carries the properties to the function', async () => {
    const FunctionName = 'carried';
    await stack(FunctionName);
    const { Configuration, Concurrency } = await cloud.lambda.send(new GetFunctionCommand({ FunctionName }));
    expect(Configuration).toMatchObject({
      MemorySize: 256,
      Timeout: 5,
      Environment: { Variables: { SIZE: '1' } },
    });
    expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 5 });
    const { Tags } = await cloud.lambda.send(new ListTagsCommand({ Resource: `${ARN}:${FunctionName}` }));
    expect(Tags).toMatchObject({ team: 'Hello', 'aws:cloudformation:stack-name': FunctionName });
    const { Policy } = await cloud.lambda.send(new GetPolicyCommand({ FunctionName }));
    expect(JSON.parse(Policy ?? '').Statement[0]).toMatchObject({
      Resource: `${ARN}:carried`,
      Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
    });
  });

  it('is updated in place: new code, a new version behind the alias, the same URL', async () => {
    const StackName = 'updated';
    const { Url = '' } = await stack(StackName);
    await stacks.send(new UpdateStackCommand({ StackName, TemplateBody: template(StackName, 'Bye') }));
    await waitUntilStackUpdateComplete(waiting(), { StackName });
    expect((await outputs(StackName)).Url).toBe(Url);
    expect(await (await fetch(Url)).json()).toEqual(['Bye', '1', 'layered', '$LATEST']);
    expect(await live('updated')).toEqual(['Bye', '1', 'layered', '2']);
    const { Versions } = await cloud.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: StackName }),
    );
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '2']);
  });

  it('refuses a second version of unchanged code, and rolls back', async () => {
    const StackName = 'refused';
    await stack(StackName);
    const Second = { Type: 'AWS::Lambda::Version', Properties: ofFunction };
    const TemplateBody = template(StackName, 'Hello', { Second });
    await stacks.send(new UpdateStackCommand({ StackName, TemplateBody }));
    await expect(waitUntilStackUpdateComplete(waiting(), { StackName })).rejects.toThrow();
    const { StackEvents } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
    const failed = StackEvents?.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failed?.ResourceStatusReason).toContain(
      'A version for this Lambda function exists ( 1 ). Modify the function to create a new version.',
    );
    const { Aliases } = await cloud.lambda.send(new ListAliasesCommand({ FunctionName: StackName }));
    expect(Aliases?.map(({ FunctionVersion }) => FunctionVersion)).toEqual(['1']);
  });

  it('leaves nothing when deleted', async () => {
    const name = 'deleted';
    const { Url = '' } = await stack(name);
    const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: name }));
    await stacks.send(new DeleteStackCommand({ StackName: name }));
    await waitUntilStackDeleteComplete(waiting(), { StackName: Stacks?.[0]?.StackId ?? '' });
    await expect(cloud.lambda.send(new GetFunctionCommand({ FunctionName: name }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect((await fetch(Url)).status).toBe(403);
  });
});
