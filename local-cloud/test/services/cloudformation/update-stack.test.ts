import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { used } from '../../support/cloud.ts';
import { failing, handle, logGroup, outputsOf, startStacks } from './support.ts';

const stacks = await used(startStacks());
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  logs = new CloudWatchLogsClient(stacks.cloud.config);
});

/** The log groups of a prefix, with their retention. */
async function groups(prefix: string): Promise<Record<string, number | undefined>> {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }));
  return Object.fromEntries(logGroups.map((group) => [group.logGroupName!, group.retentionInDays]));
}

describe('UpdateStack', () => {
  it('updates in place, adds, and removes what is gone last', async () => {
    await stacks.create('inplace', { Resources: { A: logGroup('inplace-a'), B: logGroup('inplace-b') } });
    const since = (await stacks.events('inplace')).length;
    const stack = await stacks.update('inplace', {
      Resources: { A: logGroup('inplace-a', { RetentionInDays: 7 }), C: handle() },
    });
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect(stack.LastUpdatedTime).toBeInstanceOf(Date);
    expect(await groups('inplace')).toEqual({ 'inplace-a': 7 });
    const events = await stacks.events('inplace', since);
    expect(events[0]).toBe('inplace UPDATE_IN_PROGRESS');
    expect(events.filter((event) => event.startsWith('A '))).toEqual([
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
    ]);
    expect(events.slice(-4)).toEqual([
      'inplace UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'inplace UPDATE_COMPLETE',
    ]);
  });

  it('replaces a resource before it deletes the old one, and shows dependents the new id', async () => {
    const template = (name: string) => ({
      Resources: { A: logGroup(name), B: logGroup({ 'Fn::Join': ['/', [{ Ref: 'A' }, 'child']] }) },
      Outputs: { Child: { Value: { Ref: 'B' } } },
    });
    await stacks.create('replace', template('replace-1'));
    const since = (await stacks.events('replace')).length;
    const stack = await stacks.update('replace', template('replace-2'));
    expect(outputsOf(stack)).toEqual({ Child: 'replace-2/child' });
    expect(await groups('replace')).toEqual({ 'replace-2': undefined, 'replace-2/child': undefined });
    expect(await stacks.events('replace', since)).toEqual([
      'replace UPDATE_IN_PROGRESS',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
      'B UPDATE_IN_PROGRESS',
      'B UPDATE_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'replace UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'replace UPDATE_COMPLETE',
    ]);
  });

  it('keeps a replaced resource with the UpdateReplacePolicy Retain', async () => {
    const template = (name: string) => ({
      Resources: { A: { ...logGroup(name), UpdateReplacePolicy: 'Retain' } },
    });
    await stacks.create('retain', template('retain-1'));
    await stacks.update('retain', template('retain-2'));
    expect(await groups('retain')).toEqual({ 'retain-1': undefined, 'retain-2': undefined });
    expect(await stacks.events('retain')).toContain('A DELETE_SKIPPED');
  });

  it('rejects an update without changes, be the template written otherwise', async () => {
    await stacks.create('same', { Resources: { A: logGroup('same', { RetentionInDays: 7 }) } });
    const update = stacks.update('same', {
      Description: 'other words',
      Resources: { A: logGroup({ 'Fn::Join': ['', ['sa', 'me']] }, { RetentionInDays: 7 }) },
    });
    await expect(update).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  it('updates outputs and tags alone', async () => {
    const Resources = { A: logGroup('beside') };
    await stacks.create('beside', { Resources });
    const stack = await stacks.update('beside', { Resources, Outputs: { Name: { Value: { Ref: 'A' } } } });
    expect(outputsOf(stack)).toEqual({ Name: 'beside' });
    const tagged = await stacks.update('beside', { Resources }, { Tags: [{ Key: 'a', Value: 'b' }] });
    expect(tagged.Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    expect(tagged.Outputs).toBeUndefined();
  });

  it('rejects another type for a resource, and a stack that is missing', async () => {
    await stacks.create('typed', { Resources: { A: handle() } });
    await expect(stacks.update('typed', { Resources: { A: logGroup('typed') } })).rejects.toMatchObject({
      message:
        'Update of resource type is not permitted. The new template modifies resource type of the following ' +
        'resources: [A]',
    });
    const missing = new UpdateStackCommand({ StackName: 'missing', UsePreviousTemplate: true });
    await expect(stacks.cfn.send(missing)).rejects.toMatchObject({
      message: 'Stack [missing] does not exist',
    });
  });

  it('uses the previous template and previous values', async () => {
    const template = {
      Parameters: { Name: { Type: 'String' }, Days: { Type: 'Number', Default: 1 } },
      Resources: { A: logGroup({ Ref: 'Name' }, { RetentionInDays: { Ref: 'Days' } }) },
    };
    await stacks.create('previous', template, {
      Parameters: [{ ParameterKey: 'Name', ParameterValue: 'previous' }],
    });
    await stacks.cfn.send(
      new UpdateStackCommand({
        StackName: 'previous',
        UsePreviousTemplate: true,
        Parameters: [
          { ParameterKey: 'Name', UsePreviousValue: true },
          { ParameterKey: 'Days', ParameterValue: '3' },
        ],
      }),
    );
    await stacks.settled('previous');
    expect(await groups('previous')).toEqual({ previous: 3 });
  });
});

describe('a failed update', () => {
  const before = {
    Resources: { A: logGroup('undo-a', { RetentionInDays: 7 }), B: logGroup('undo-b') },
    Outputs: { Name: { Value: { Ref: 'B' } } },
  };
  const after = {
    Resources: {
      A: logGroup('undo-a', { RetentionInDays: 14 }),
      B: logGroup('undo-b2'),
      C: logGroup('undo-c'),
      D: failing({ DependsOn: ['A', 'B', 'C'] }),
    },
  };

  it('is rolled back: former properties, former resources, nothing left of the new ones', async () => {
    await stacks.create('undo', before);
    const since = (await stacks.events('undo')).length;
    const stack = await stacks.update('undo', after);
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(outputsOf(stack)).toEqual({ Name: 'undo-b' });
    expect(await groups('undo')).toEqual({ 'undo-a': 7, 'undo-b': undefined });
    const reasons = await stacks.reasons('undo');
    expect(reasons['undo UPDATE_ROLLBACK_IN_PROGRESS']).toBe(
      'The following resource(s) failed to create: [D]. ',
    );
    const events = await stacks.events('undo', since);
    expect(events.filter((event) => event.startsWith('undo '))).toEqual([
      'undo UPDATE_IN_PROGRESS',
      'undo UPDATE_ROLLBACK_IN_PROGRESS',
      'undo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'undo UPDATE_ROLLBACK_COMPLETE',
    ]);
    // A stack that was rolled back can be updated again.
    const next = await stacks.update('undo', { Resources: { A: logGroup('undo-a') } });
    expect(next.StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('stays as it is where rollback is disabled, and the next update goes on from there', async () => {
    await stacks.create('stay', { Resources: { A: logGroup('stay-1') } });
    const stuck = await stacks.update(
      'stay',
      { Resources: { A: logGroup('stay-2'), D: failing({ DependsOn: 'A' }) } },
      { DisableRollback: true },
    );
    expect(stuck.StackStatus).toBe('UPDATE_FAILED');
    const mended = await stacks.update('stay', { Resources: { A: logGroup('stay-2') } });
    expect(mended.StackStatus).toBe('UPDATE_COMPLETE');
    expect(await groups('stay')).toEqual({ 'stay-2': undefined });
  });
});
