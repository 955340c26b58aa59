import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { outputsOf, useStacks } from '../cloudformation/support.ts';

const { stacks, client } = await useStacks(CloudWatchLogsClient);

const groups = async (logGroupNamePrefix: string) =>
  (await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups ?? [];

describe('AWS::Logs::LogGroup and AWS::Logs::LogStream', () => {
  it('are made, changed and taken away', async () => {
    const template = (properties: object) => ({
      Resources: {
        Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/stack/group', ...properties } },
        Stream: {
          Type: 'AWS::Logs::LogStream',
          Properties: { LogGroupName: { Ref: 'Group' }, LogStreamName: 'stream' },
        },
      },
      Outputs: {
        Arn: { Value: { 'Fn::GetAtt': ['Group', 'Arn'] } },
        Stream: { Value: { Ref: 'Stream' } },
      },
    });
    const first = template({ RetentionInDays: '7', Tags: [{ Key: 'a', Value: '1' }] });
    const outputs = outputsOf(await stacks.create('logs', first));
    expect(outputs).toEqual({
      Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/stack/group:*',
      Stream: 'stream',
    });
    expect((await groups('/stack/group'))[0]?.retentionInDays).toBe(7);
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: '/stack/group' }));
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['stream']);
    await stacks.update('logs', template({ Tags: [{ Key: 'b', Value: '2' }] }));
    expect((await groups('/stack/group'))[0]?.retentionInDays).toBeUndefined();
    const { tags } = await client.send(
      new ListTagsForResourceCommand({ resourceArn: outputs.Arn?.slice(0, -2) }),
    );
    expect(tags).toMatchObject({ b: '2' });
    expect(tags).not.toHaveProperty('a');
    expect((await stacks.remove('logs')).StackStatus).toBe('DELETE_COMPLETE');
    expect(await groups('/stack/group')).toEqual([]);
  });

  it('are named after their stack where the template names them not', async () => {
    const template = {
      Resources: { Group: { Type: 'AWS::Logs::LogGroup' } },
      Outputs: { Name: { Value: { Ref: 'Group' } } },
    };
    const { Name } = outputsOf(await stacks.create('nameless', template));
    expect(Name).toMatch(/^nameless-Group-[A-Za-z0-9]+$/);
  });
});
