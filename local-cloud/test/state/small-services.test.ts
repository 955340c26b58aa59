import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { KeptCloud } from './support.ts';

let cloud: KeptCloud;
let iam: IAMClient;
let logs: CloudWatchLogsClient;
const connect = () => {
  iam = new IAMClient(cloud.config);
  logs = new CloudWatchLogsClient(cloud.config);
};
beforeAll(async () => {
  cloud = await KeptCloud.start();
  connect();
});
afterAll(() => cloud.remove());

async function restart(): Promise<void> {
  await cloud.restart();
  connect();
}

const statement = (Action: string, more = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }] });
const AssumeRolePolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('IAM with a folder', () => {
  it('finds roles and policies again, in their order', async () => {
    for (const RoleName of ['zoe', 'Anna', 'gone']) {
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Path: '/team/' }));
    }
    await iam.send(new DeleteRoleCommand({ RoleName: 'gone' }));
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: statement('s3:GetObject') }),
    );
    const PolicyArn = Policy?.Arn;
    await iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: statement('s3:*'), SetAsDefault: true }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'zoe', PolicyArn }));
    await iam.send(
      new PutRolePolicyCommand({ RoleName: 'zoe', PolicyName: 'i', PolicyDocument: statement('logs:*') }),
    );
    const state = async () => ({
      roles: (await iam.send(new ListRolesCommand({ PathPrefix: '/team/' }))).Roles,
      attached: (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'zoe' }))).AttachedPolicies,
      versions: (await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))).Versions,
      user: (await iam.send(new GetUserCommand({}))).User,
    });
    const before = await state();
    expect(before.roles?.map(({ RoleName }) => RoleName)).toEqual(expect.arrayContaining(['zoe', 'Anna']));
    await restart();
    expect(await state()).toEqual(before);
    await expect(iam.send(new GetRoleCommand({ RoleName: 'gone' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });
});

describe('CloudWatch Logs with a folder', () => {
  const logGroupName = '/kept/group';
  const put = (logStreamName: string, ...messages: string[]) =>
    logs.send(
      new PutLogEventsCommand({
        ...{ logGroupName, logStreamName },
        logEvents: messages.map((message, index) => ({ message, timestamp: Date.now() + index })),
      }),
    );
  const messages = async () =>
    (await logs.send(new FilterLogEventsCommand({ logGroupName }))).events?.map(({ message }) => message);

  it('finds groups, streams and events again, and puts new ones after them', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'a' } }));
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    for (const logStreamName of ['b', 'a', 'gone']) {
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    }
    await put('b', 'eins', 'zwei ✓');
    await put('gone', 'never seen');
    await logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'gone' }));
    const state = async () => {
      const groups = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/kept' }));
      const streams = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
      const resourceArn = groups.logGroups?.[0]?.logGroupArn;
      const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
      return { groups: groups.logGroups, streams: streams.logStreams, tags };
    };
    const before = await state();
    await restart();
    expect(await state()).toEqual(before);
    expect(before.tags).toEqual({ team: 'a' });
    expect(await messages()).toEqual(['eins', 'zwei ✓']);
    await put('b', 'drei');
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'gone' }));
    await restart();
    expect(await messages()).toEqual(['eins', 'zwei ✓', 'drei']);
  });
});
