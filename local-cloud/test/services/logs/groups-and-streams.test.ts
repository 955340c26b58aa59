import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeSubscriptionFiltersCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { useCloud } from '../../support/cloud.ts';

const { cloud, client } = await useCloud(CloudWatchLogsClient);

const create = (logGroupName: string, tags?: Record<string, string>) =>
  client.send(new CreateLogGroupCommand({ logGroupName, tags }));

const describeGroup = async (logGroupNamePrefix: string) =>
  (await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups ?? [];

describe('log groups', () => {
  it('are described with their ARNs', async () => {
    await create('/aws/lambda/one');
    const [group] = await describeGroup('/aws/lambda/one');
    expect(group).toMatchObject({
      logGroupName: '/aws/lambda/one',
      arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/one:*',
      logGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/one',
      logGroupClass: 'STANDARD',
      storedBytes: 0,
    });
    expect(group?.retentionInDays).toBeUndefined();
  });

  it('are apart by region', async () => {
    await create('regional');
    const west = new CloudWatchLogsClient({ ...cloud.config, region: 'us-west-2' });
    const { logGroups } = await west.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'regional' }));
    expect(logGroups).toEqual([]);
    west.destroy();
  });

  it('are listed by name, page by page, also by a part of the name', async () => {
    for (const name of ['page/c', 'page/a', 'page/b']) await create(name);
    const first = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'page/', limit: 2 }));
    expect(first.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['page/a', 'page/b']);
    const { nextToken } = first;
    const rest = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: 'page/', limit: 2, nextToken }),
    );
    expect(rest.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['page/c']);
    expect(rest.nextToken).toBeUndefined();
    const part = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'GE/B' }));
    expect(part.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['page/b']);
  });

  it('reject a name that is taken, malformed or unknown', async () => {
    await create('taken');
    await expect(create('taken')).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    await expect(create('white space')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        "1 validation error detected: Value 'white space' at 'logGroupName' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
    });
    await expect(client.send(new DeleteLogGroupCommand({ logGroupName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  it('have a retention of certain lengths', async () => {
    const logGroupName = 'retained';
    await create(logGroupName);
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }));
    expect((await describeGroup(logGroupName))[0]?.retentionInDays).toBe(14);
    await expect(
      client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    expect((await describeGroup(logGroupName))[0]?.retentionInDays).toBeUndefined();
  });

  it('are kept while deletion protection is on', async () => {
    await client.send(
      new CreateLogGroupCommand({ logGroupName: 'protected', deletionProtectionEnabled: true }),
    );
    await expect(client.send(new DeleteLogGroupCommand({ logGroupName: 'protected' }))).rejects.toMatchObject(
      { name: 'OperationAbortedException' },
    );
  });

  it('have tags, by ARN and by name', async () => {
    await create('tagged', { a: '1', b: '2' });
    const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:tagged';
    await client.send(new TagResourceCommand({ resourceArn, tags: { c: '3' } }));
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
    const byArn = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(byArn.tags).toEqual({ b: '2', c: '3' });
    const byName = await client.send(new ListTagsLogGroupCommand({ logGroupName: 'tagged' }));
    expect(byName.tags).toEqual({ b: '2', c: '3' });
  });

  it('have no subscription filters, and making one is refused by name', async () => {
    await create('unsubscribed');
    const { subscriptionFilters } = await client.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName: 'unsubscribed' }),
    );
    expect(subscriptionFilters).toEqual([]);
    const put = new PutSubscriptionFilterCommand({
      ...{ logGroupName: 'unsubscribed', filterName: 'f', filterPattern: '' },
      destinationArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    });
    await expect(client.send(put)).rejects.toMatchObject({
      name: 'NotImplemented',
      message:
        'The operation PutSubscriptionFilter of Amazon CloudWatch Logs is not supported by local-cloud.',
    });
  });
});

describe('log streams', () => {
  const logGroupName = 'streams';
  const names = async (options: object) => {
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName, ...options }));
    return logStreams?.map(({ logStreamName }) => logStreamName);
  };

  beforeAll(async () => {
    await create(logGroupName);
    const now = Date.now();
    for (const [logStreamName, age] of [
      ['a', 1000],
      ['b', 3000],
      ['c', 2000],
    ] as const) {
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
      const logEvents = [{ timestamp: now - age, message: 'm' }];
      await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    }
  });

  it('are ordered by name or by their last event, either way', async () => {
    expect(await names({})).toEqual(['a', 'b', 'c']);
    expect(await names({ descending: true, limit: 2 })).toEqual(['c', 'b']);
    expect(await names({ orderBy: 'LastEventTime' })).toEqual(['b', 'c', 'a']);
    expect(await names({ orderBy: 'LastEventTime', descending: true, limit: 1 })).toEqual(['a']);
    expect(await names({ logStreamNamePrefix: 'b' })).toEqual(['b']);
    await expect(names({ logStreamNamePrefix: 'b', orderBy: 'LastEventTime' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('tell the times of their events', async () => {
    const { logStreams } = await client.send(
      new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: 'a' }),
    );
    const [stream] = logStreams ?? [];
    expect(stream?.arn).toBe('arn:aws:logs:us-east-1:000000000000:log-group:streams:log-stream:a');
    expect(stream?.firstEventTimestamp).toBe(stream?.lastEventTimestamp);
    expect(stream?.lastIngestionTime).toBeGreaterThanOrEqual(stream!.lastEventTimestamp!);
  });

  it('reject a name that is taken and go when deleted', async () => {
    await create('short-lived');
    const stream = { logGroupName: 'short-lived', logStreamName: 'stream' };
    await client.send(new CreateLogStreamCommand(stream));
    await expect(client.send(new CreateLogStreamCommand(stream))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log stream already exists',
    });
    await client.send(new DeleteLogStreamCommand(stream));
    await expect(client.send(new DeleteLogStreamCommand(stream))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
  });
});
