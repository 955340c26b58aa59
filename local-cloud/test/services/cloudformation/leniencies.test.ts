import {
  CreateChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { IAM } from '@aws-sdk/client-iam';
import { used } from '../../support/cloud.ts';
import { logGroup, startStacks } from './support.ts';

const stacks = await used(startStacks());
let logs: CloudWatchLogs;
beforeAll(async () => {
  logs = new CloudWatchLogs(stacks.cloud.config);
});

const groups = async (logGroupNamePrefix: string) =>
  ((await logs.describeLogGroups({ logGroupNamePrefix })).logGroups ?? []).map(
    ({ logGroupName }) => logGroupName,
  );

describe('a template', () => {
  it('may have a comma after the last member', async () => {
    const text =
      '{"Description":"of \\"a\\",}","Resources":{"A":{"Type":"AWS::Logs::LogGroup","Properties":{"LogGroupName":"comma",\n},},},}';
    const { StackStatus, Description } = await stacks.create('commas', text);
    expect([StackStatus, Description]).toEqual(['CREATE_COMPLETE', 'of "a",}']);
  });

  it('has its policies told by functions', async () => {
    const template = {
      Parameters: { Keep: { Type: 'String' } },
      Conditions: { Kept: { 'Fn::Equals': [{ Ref: 'Keep' }, 'yes'] } },
      Resources: {
        A: { ...logGroup('policies-a'), DeletionPolicy: { 'Fn::If': ['Kept', 'Retain', 'Delete'] } },
        B: { ...logGroup('policies-b'), UpdateReplacePolicy: { 'Fn::If': ['Kept', 'Retain', 'Delete'] } },
      },
    };
    const Parameters = [{ ParameterKey: 'Keep', ParameterValue: 'yes' }];
    await stacks.create('policies', template, { Parameters });
    template.Resources.B.Properties.LogGroupName = 'policies-c';
    await stacks.update('policies', template, { Parameters });
    await stacks.remove('policies');
    expect(await groups('policies-')).toEqual(['policies-a', 'policies-b']);
  });

  it('says what a policy that is none is called', async () => {
    const DeletionPolicy = { Ref: 'AWS::Region' };
    await expect(
      stacks.create('odd', { Resources: { A: { ...logGroup('odd'), DeletionPolicy } } }),
    ).rejects.toMatchObject({
      message: 'Template format error: Unrecognized DeletionPolicy us-east-1 for resource A',
    });
  });

  it('takes a parameter that is AWS::NoValue for none', async () => {
    const { StackStatus } = await stacks.create('no-value', {
      Parameters: { Name: { Type: 'String', Default: 'AWS::NoValue' } },
      Resources: { A: logGroup({ Ref: 'Name' }) },
    });
    expect(StackStatus).toBe('CREATE_COMPLETE');
    expect(await groups('no-value-A-')).toHaveLength(1);
  });

  it('may say of what is lacking here that there is none of it', async () => {
    const Properties = { ObjectLockEnabled: false, IntelligentTieringConfigurations: [] };
    const { StackStatus } = await stacks.create('none-of-it', {
      Resources: { A: { Type: 'AWS::S3::Bucket', Properties } },
    });
    expect(StackStatus).toBe('CREATE_COMPLETE');
  });

  it('may have what the CDK counts constructs by', async () => {
    const { StackStatus } = await stacks.create('counted', {
      Resources: { CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:deflate64:x' } } },
    });
    expect(StackStatus).toBe('CREATE_COMPLETE');
  });
});

describe('a stack in review', () => {
  it('has an empty template, and no summary', async () => {
    const TemplateBody = JSON.stringify({ Resources: { A: logGroup('review') } });
    const StackName = 'review';
    await stacks.cfn.send(
      new CreateChangeSetCommand({ StackName, ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateBody }),
    );
    expect((await stacks.cfn.send(new GetTemplateCommand({ StackName }))).TemplateBody).toBe('');
    await expect(stacks.cfn.send(new GetTemplateSummaryCommand({ StackName }))).rejects.toMatchObject({
      message: 'GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.',
    });
    await expect(stacks.cfn.send(new GetTemplateCommand({ ChangeSetName: 'c' }))).rejects.toMatchObject({
      message: 'StackName is a required parameter.',
    });
  });
});

describe('a summary', () => {
  it('tells what resources are identified by', async () => {
    const TemplateBody = JSON.stringify({
      Resources: { A: logGroup('a'), B: logGroup('b'), C: { Type: 'AWS::ApiGateway::RestApi' } },
    });
    const summary = await stacks.cfn.send(new GetTemplateSummaryCommand({ TemplateBody }));
    expect([summary.Parameters, summary.ResourceIdentifierSummaries]).toEqual([
      [],
      [
        {
          ResourceType: 'AWS::Logs::LogGroup',
          LogicalResourceIds: ['A', 'B'],
          ResourceIdentifiers: ['LogGroupName'],
        },
        { ResourceType: 'AWS::ApiGateway::RestApi', LogicalResourceIds: ['C'] },
      ],
    ]);
  });
});

const AssumeRolePolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const role = (RoleName: string, more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName, AssumeRolePolicyDocument, ...more },
});
/** A resource of each of four types, all of that name. */
const named = (name: string) => ({
  A: logGroup(name),
  B: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      ...{ TableName: name, BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  },
  C: role(name),
  D: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } },
});
const CAPABLE = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };

describe('a name', () => {
  it('is said to be taken in the words of its type', async () => {
    const all = named('taken');
    await stacks.create('taking', { Resources: all }, CAPABLE);
    const told: (string | undefined)[] = [];
    for (const [logicalId, resource] of Object.entries(all)) {
      await stacks.create(`taken-${logicalId}`, { Resources: { [logicalId]: resource } }, CAPABLE);
      const reason = (await stacks.reasons(`taken-${logicalId}`))[`${logicalId} CREATE_FAILED`];
      told.push(
        /"(.*)" \(RequestToken: [-0-9a-f]+, HandlerErrorCode: AlreadyExists\)/.exec(reason ?? '')?.[1],
      );
    }
    expect(told).toEqual([
      `Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"taken"}' already exists.`,
      "Resource of type 'AWS::DynamoDB::Table' with identifier 'taken' already exists.",
      "Resource of type 'AWS::IAM::Role' with identifier 'taken' already exists.",
      "Resource of type 'AWS::S3::Bucket' with identifier 'taken' already exists.",
    ]);
  });

  it('that a template gives keeps its resource from being replaced', async () => {
    const all = named('kept');
    await stacks.create('keeping', { Resources: all }, CAPABLE);
    const replacing = {
      A: logGroup('kept', { LogGroupClass: 'INFREQUENT_ACCESS' }),
      C: role('kept', { Path: '/x/' }),
    };
    const told: (string | undefined)[] = [];
    for (const [logicalId, resource] of Object.entries(replacing)) {
      await stacks.update('keeping', { Resources: { ...all, [logicalId]: resource } }, CAPABLE);
      told.push((await stacks.reasons('keeping'))[`${logicalId} UPDATE_FAILED`]);
    }
    const sentence =
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename kept and update the stack again.';
    expect(told).toEqual([sentence, sentence]);
  });
});

describe('a role', () => {
  it('stays where somebody else attached a policy to it', async () => {
    await stacks.create('attached', { Resources: { R: role('attached') } }, CAPABLE);
    const iam = new IAM(stacks.cloud.config);
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await iam.attachRolePolicy({ RoleName: 'attached', PolicyArn });
    expect((await stacks.remove('attached')).StackStatus).toBe('DELETE_FAILED');
    expect((await stacks.reasons('attached'))['R DELETE_FAILED']).toContain(
      'Cannot delete entity, must detach all policies first.',
    );
    await iam.detachRolePolicy({ RoleName: 'attached', PolicyArn });
    expect((await stacks.remove('attached')).StackStatus).toBe('DELETE_COMPLETE');
  });
});
