import { rm } from 'node:fs/promises';
import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { logGroup, startStacks } from '../services/cloudformation/support.ts';

type Stacks = Awaited<ReturnType<typeof startStacks>>;

let dataDir: string;
let stacks: Stacks;
beforeAll(async () => {
  dataDir = temporaryFolder('stacks-');
  stacks = await startStacks({ dataDir });
});
afterAll(async () => {
  await stacks.cloud.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function restart(): Promise<void> {
  await stacks.cloud.close();
  stacks = await startStacks({ dataDir });
}

const table = (TableName: string) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  },
});

/** Log groups, each made after the one before. */
function chain(prefix: string, length: number, retention: number) {
  const groups = Array.from({ length }, (_, index) => [
    `Group${index}`,
    {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: `${prefix}-${index}`, RetentionInDays: retention },
      ...(index > 0 && { DependsOn: `Group${index - 1}` }),
    },
  ]);
  return { Resources: Object.fromEntries(groups) };
}

async function groupsOf(logGroupNamePrefix: string) {
  const client = new CloudWatchLogsClient(stacks.cloud.config);
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  return logGroups;
}

describe('stacks with a folder', () => {
  it('are found again with resources, events, exports and change sets, and can be updated', async () => {
    const StackName = 'kept';
    const template = {
      Resources: { B: logGroup('kept-b'), A: { ...logGroup('kept-a'), DependsOn: 'B' } },
      Outputs: { Name: { Value: { Ref: 'A' }, Export: { Name: 'kept-name' } } },
    };
    await stacks.create(StackName, template, { Tags: [{ Key: 'k', Value: 'v' }] });
    const changed = { ...template, Resources: { ...template.Resources, C: logGroup('kept-c') } };
    const change = { StackName, ChangeSetName: 'later' };
    await stacks.cfn.send(new CreateChangeSetCommand({ ...change, TemplateBody: JSON.stringify(changed) }));
    const state = async () => ({
      stack: await stacks.stack(StackName),
      events: await stacks.events(StackName),
      resources: (await stacks.cfn.send(new ListStackResourcesCommand({ StackName }))).StackResourceSummaries,
      template: (await stacks.cfn.send(new GetTemplateCommand({ StackName }))).TemplateBody,
      exports: (await stacks.cfn.send(new ListExportsCommand({}))).Exports,
      changes: (await stacks.cfn.send(new DescribeChangeSetCommand(change))).Changes,
    });
    const before = await state();
    expect(before.exports).toMatchObject([{ Name: 'kept-name', Value: 'kept-a' }]);
    await restart();
    expect(await state()).toEqual(before);
    await stacks.cfn.send(new ExecuteChangeSetCommand(change));
    await stacks.settled(StackName);
    expect(await stacks.stack(StackName)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect((await groupsOf('kept-')).map(({ logGroupName }) => logGroupName)).toEqual([
      'kept-a',
      'kept-b',
      'kept-c',
    ]);
    await restart();
    await stacks.remove(StackName);
    expect(await groupsOf('kept-')).toEqual([]);
    await restart();
    await expect(stacks.stack(StackName)).rejects.toMatchObject({
      message: `Stack with id ${StackName} does not exist`,
    });
  });

  it('are rolled back where they were being created, tables included', async () => {
    const { Resources } = chain('cut', 60, 1);
    const TemplateBody = JSON.stringify({ Resources: { Table: table('cut'), ...Resources } });
    await stacks.cfn.send(new CreateStackCommand({ StackName: 'cut', TemplateBody }));
    await restart();
    await stacks.settled('cut');
    expect(await stacks.stack('cut')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    const reasons = await stacks.reasons('cut');
    expect(reasons['cut ROLLBACK_IN_PROGRESS']).toBe(
      'local-cloud ended while this was under way. Rollback requested by user.',
    );
    expect(await groupsOf('cut-')).toEqual([]);
    const { TableNames } = await new DynamoDBClient(stacks.cloud.config).send(new ListTablesCommand({}));
    expect(TableNames).toEqual([]);
  });

  it('go back to what they were where they were being updated', async () => {
    await stacks.create('changed', chain('changed', 60, 1));
    const TemplateBody = JSON.stringify(chain('changed', 60, 7));
    await stacks.cfn.send(new UpdateStackCommand({ StackName: 'changed', TemplateBody }));
    await restart();
    await stacks.settled('changed');
    expect(await stacks.stack('changed')).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    const retentions = (await groupsOf('changed-')).map(({ retentionInDays }) => retentionInDays);
    expect(retentions).toEqual(Array(50).fill(1));
    const { TemplateBody: kept } = await stacks.cfn.send(new GetTemplateCommand({ StackName: 'changed' }));
    expect(JSON.parse(kept!)).toEqual(chain('changed', 60, 1));
  });
});
