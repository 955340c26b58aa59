import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import type { SkipEvent } from '../../../src/index.ts';
import { used } from '../../support/cloud.ts';
import { handle, logGroup, startStacks } from './support.ts';

const stacks = await used(startStacks());

const resource = (service: string, Properties: object) => ({ Type: `AWS::${service}`, Properties });
const method = (Integration: object, more: object = {}) =>
  resource('ApiGateway::Method', {
    ...{ RestApiId: 'a', ResourceId: 'b', HttpMethod: 'GET', Integration, ...more },
  });
const table = (more: object) =>
  resource('DynamoDB::Table', {
    AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...more,
  });
const index = (more: object) => ({
  IndexName: 'index',
  KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
  ...more,
});
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const code = { ZipFile: 'exports.h = () => 1' };
const lambda = (more: object) =>
  resource('Lambda::Function', { Code: code, Role: 'arn:aws:iam::000000000000:role/r', ...more });

describe('properties that keep no schema', () => {
  it.each<[string, object, string[]]>([
    [
      'a property that the type does not have',
      handle({ Properties: { Foo: 1 } }),
      ['#: extraneous key [Foo] is not permitted'],
    ],
    [
      'members that nested properties do not have',
      method({
        Type: 'MOCK',
        Nope: 1,
        IntegrationResponses: [{ StatusCode: 200 }, { StatusCode: 400, Foo: 1 }],
      }),
      [
        '#/Integration: extraneous key [Nope] is not permitted',
        '#/Integration/IntegrationResponses/1: extraneous key [Foo] is not permitted',
      ],
    ],
    [
      'what is required',
      lambda({ Code: undefined, Role: undefined }),
      ['#: required key [Code] not found', '#: required key [Role] not found'],
    ],
    [
      'what is required of nested properties',
      table({ GlobalSecondaryIndexes: [index({ Projection: undefined })] }),
      ['#/GlobalSecondaryIndexes/0: required key [Projection] not found'],
    ],
    [
      'an object or a list where another type is wanted',
      lambda({ FunctionName: { a: 1 }, Layers: 'arn', Environment: [], Tags: { a: 'b' }, Handler: ['h'] }),
      [
        '#/FunctionName: expected type: String, found: JSONObject',
        '#/Layers: expected type: JSONArray, found: String',
        '#/Environment: expected type: JSONObject, found: JSONArray',
        '#/Tags: expected type: JSONArray, found: JSONObject',
        '#/Handler: expected type: String, found: JSONArray',
      ],
    ],
    [
      'a value of a map',
      lambda({ Environment: { Variables: { A: 1, B: { c: 'd' } } } }),
      ['#/Environment/Variables/B: expected type: String, found: JSONObject'],
    ],
    [
      'texts that are no numbers and no flags',
      lambda({ MemorySize: 'much', Timeout: '1.5', Description: true }),
      [
        '#/MemorySize: expected type: Number, found: String',
        '#/Timeout: expected type: Integer, found: Double',
      ],
    ],
    [
      'a flag',
      table({ DeletionProtectionEnabled: 'yes' }),
      ['#/DeletionProtectionEnabled: expected type: Boolean, found: String'],
    ],
    [
      'values that are not among those there are',
      resource('Lambda::Url', { TargetFunctionArn: 'f', AuthType: 'OPEN', InvokeMode: 'STREAM' }),
      [
        '#/AuthType: failed validation constraint for keyword [enum]',
        '#/InvokeMode: failed validation constraint for keyword [enum]',
      ],
    ],
  ])('fail the resource, all of it at once: %s', async (title, bad, wrong) => {
    const name = title.replace(/[^a-z]+/g, '-');
    const { StackStatus } = await stacks.create(name, { Resources: { Bad: bad } });
    const reasons = await stacks.reasons(name);
    expect([StackStatus, reasons['Bad CREATE_FAILED']?.split('\n')]).toEqual([
      'ROLLBACK_COMPLETE',
      ['Properties validation failed for resource Bad with message:', ...wrong],
    ]);
  });

  it('fail the update, and the resource stays as it was', async () => {
    await stacks.create('bad-update', { Resources: { Group: logGroup('bad-update') } });
    const { StackStatus } = await stacks.update('bad-update', {
      Resources: { Group: logGroup('bad-update', { RetentionInDays: 8, Nope: 1 }) },
    });
    expect([StackStatus, (await stacks.reasons('bad-update'))['Group UPDATE_FAILED']]).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      'Properties validation failed for resource Group with message:\n' +
        '#: extraneous key [Nope] is not permitted\n' +
        '#/RetentionInDays: failed validation constraint for keyword [enum]',
    ]);
  });
});

/** Properties that AWS has and local-cloud lacks, by their paths. */
const LACKING: readonly [string, object][] = [
  ['Integration.ConnectionId', method({ Type: 'MOCK', ConnectionType: 'VPC_LINK', ConnectionId: 'c' })],
  ['VectorIndexes', table({ VectorIndexes: [{}] })],
  [
    'StreamSpecification.ResourcePolicy',
    table({ StreamSpecification: { StreamViewType: 'KEYS_ONLY', ResourcePolicy: {} } }),
  ],
  ['Code.S3ObjectStorageMode', lambda({ Code: { S3Bucket: 'b', S3Key: 'k', S3ObjectStorageMode: 'COPY' } })],
  ['DeadLetterConfig', lambda({ DeadLetterConfig: { TargetArn: 'arn' } })],
  [
    'BucketEncryption.ServerSideEncryptionConfiguration.BlockedEncryptionTypes',
    resource('S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }],
      },
    }),
  ],
  [
    'StageDescription.CanarySetting',
    resource('ApiGateway::Deployment', {
      RestApiId: 'a',
      StageName: 's',
      StageDescription: { CanarySetting: {} },
    }),
  ],
  [
    'Replicas.KinesisStreamSpecification',
    resource('DynamoDB::GlobalTable', {
      AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
      Replicas: [{ Region: 'us-east-1', KinesisStreamSpecification: { StreamArn: 'arn' } }],
    }),
  ],
];

describe('properties that local-cloud lacks', () => {
  it.each(LACKING)('are named before anything is made: %s', async (name, resource) => {
    const TemplateBody = JSON.stringify({ Resources: { A: resource } });
    const refused = {
      name: 'ValidationError',
      message: expect.stringContaining(`Encountered unsupported property ${name} in resource A (`),
    };
    await expect(stacks.cfn.send(new ValidateTemplateCommand({ TemplateBody }))).rejects.toMatchObject(
      refused,
    );
    const create = new CreateStackCommand({ StackName: 'lacking', TemplateBody });
    await expect(stacks.cfn.send(create)).rejects.toMatchObject(refused);
  });

  it('do not count where a condition takes them away', async () => {
    const lacking = {
      'Fn::If': ['Never', { StreamViewType: 'KEYS_ONLY', ResourcePolicy: {} }, { Ref: 'AWS::NoValue' }],
    };
    const { StackStatus } = await stacks.create('never', {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { A: table({ StreamSpecification: lacking }) },
    });
    expect(StackStatus).toBe('CREATE_COMPLETE');
  });

  it('are left out, as are those that AWS refuses, where the cloud is told to', async () => {
    const skips: SkipEvent[] = [];
    const lenient = await startStacks({ skipUnsupported: true, onSkip: (skip) => skips.push(skip) });
    const { StackStatus } = await lenient.create('skipped', {
      Resources: {
        A: table({
          StreamSpecification: { StreamViewType: 'KEYS_ONLY', ResourcePolicy: {}, Nope: 1 },
          GlobalSecondaryIndexes: [index({ Foo: 1 })],
        }),
      },
    });
    expect([StackStatus, skips.map(({ logicalId, part }) => `${logicalId} ${part}`)]).toEqual([
      'CREATE_COMPLETE',
      ['A StreamSpecification.ResourcePolicy', 'A StreamSpecification.Nope', 'A GlobalSecondaryIndexes.Foo'],
    ]);
    await lenient.cloud.close();
  });
});

it('replaces a resource for its create-only properties alone', async () => {
  const version = (more: object) => ({
    Resources: {
      Role: resource('IAM::Role', { AssumeRolePolicyDocument: trust }),
      Function: lambda({
        ...{ Handler: 'index.h', Runtime: 'nodejs22.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
        ...(more === first ? {} : { Timeout: 5 }),
      }),
      Version: resource('Lambda::Version', { FunctionName: { Ref: 'Function' }, ...more }),
    },
  });
  const first = { Description: 'one' };
  const Capabilities = ['CAPABILITY_IAM' as const];
  await stacks.create('create-only', version(first), { Capabilities });
  const ChangeSetName = 'two';
  const TemplateBody = JSON.stringify(version({ Description: 'two' }));
  const change = { StackName: 'create-only', ChangeSetName, TemplateBody, Capabilities };
  await stacks.cfn.send(new CreateChangeSetCommand(change));
  const { Changes = [] } = await stacks.cfn.send(
    new DescribeChangeSetCommand({ StackName: 'create-only', ChangeSetName }),
  );
  const told = Changes.map(({ ResourceChange: { LogicalResourceId, Replacement, Details = [] } = {} }) => [
    ...[LogicalResourceId, Replacement, Details[0]?.Target?.Name, Details[0]?.Target?.RequiresRecreation],
  ]);
  expect(told).toEqual([
    ['Function', 'False', 'Timeout', 'Never'],
    ['Version', 'True', 'Description', 'Always'],
  ]);
});

describe('Fn::GetAtt', () => {
  it.each([
    ['in a property', { A: logGroup('g'), B: logGroup({ 'Fn::GetAtt': ['A', 'Nope'] }) }, undefined],
    ['of a property that can be given', { A: logGroup('g') }, { 'Fn::GetAtt': 'A.Nope' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own syntax
    ['in Fn::Sub', { A: logGroup('g') }, { 'Fn::Sub': 'x-${A.Nope}' }],
  ])('is rejected for an attribute that the type does not have: %s', async (_, Resources, Value) => {
    const TemplateBody = JSON.stringify({ Resources, Outputs: Value && { Out: { Value } } });
    const refused = {
      name: 'ValidationError',
      message: 'Template error: resource A does not support attribute type Nope in Fn::GetAtt',
    };
    await expect(stacks.cfn.send(new ValidateTemplateCommand({ TemplateBody }))).rejects.toMatchObject(
      refused,
    );
    const create = new CreateStackCommand({ StackName: 'attribute', TemplateBody });
    await expect(stacks.cfn.send(create)).rejects.toMatchObject(refused);
  });
});
