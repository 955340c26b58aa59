import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { handle, logGroup, startStacks } from './support.ts';

const stacks = await used(startStacks());

const two = { Resources: { First: handle(), Second: handle({ DependsOn: 'First' }) } };

describe('CreateStack', () => {
  it('creates resources in the order of their dependencies, and reports each step', async () => {
    const stack = await stacks.create('ordered', two, { Tags: [{ Key: 'a', Value: 'b' }] });
    expect(stack).toMatchObject({
      StackName: 'ordered',
      StackStatus: 'CREATE_COMPLETE',
      EnableTerminationProtection: false,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(stack.StackId).toMatch(
      /^arn:aws:cloudformation:us-east-1:000000000000:stack\/ordered\/[0-9a-f-]{36}$/,
    );
    expect(await stacks.events('ordered')).toEqual([
      'ordered CREATE_IN_PROGRESS',
      'First CREATE_IN_PROGRESS',
      'First CREATE_IN_PROGRESS',
      'First CREATE_COMPLETE',
      'Second CREATE_IN_PROGRESS',
      'Second CREATE_IN_PROGRESS',
      'Second CREATE_COMPLETE',
      'ordered CREATE_COMPLETE',
    ]);
  });

  it('answers events newest first, with unique ids and the physical id once it is known', async () => {
    const StackName = 'eventful';
    await stacks.create(StackName, two);
    const { StackEvents = [] } = await stacks.cfn.send(new DescribeStackEventsCommand({ StackName }));
    expect(StackEvents[0]).toMatchObject({
      ResourceType: 'AWS::CloudFormation::Stack',
      LogicalResourceId: StackName,
      StackName,
      ResourceStatus: 'CREATE_COMPLETE',
    });
    expect(new Set(StackEvents.map(({ EventId }) => EventId)).size).toBe(StackEvents.length);
    const [begun, initiated] = StackEvents.filter((event) => event.LogicalResourceId === 'First').reverse();
    expect(begun).toMatchObject({ PhysicalResourceId: '', ResourceStatus: 'CREATE_IN_PROGRESS' });
    expect(initiated?.ResourceStatusReason).toBe('Resource creation Initiated');
    expect(initiated?.PhysicalResourceId).toMatch(/^http:/);
  });

  it('pages events by a hundred', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `Handle${index}`);
    await stacks.create('many', { Resources: Object.fromEntries(ids.map((id) => [id, handle()])) });
    const first = await stacks.cfn.send(new DescribeStackEventsCommand({ StackName: 'many' }));
    expect(first.StackEvents).toHaveLength(100);
    const rest = await stacks.cfn.send(
      new DescribeStackEventsCommand({ StackName: 'many', NextToken: first.NextToken }),
    );
    expect(rest.StackEvents).toHaveLength(22);
    expect(rest.NextToken).toBeUndefined();
    expect(rest.StackEvents?.at(-1)).toMatchObject({ ResourceStatusReason: 'User Initiated' });
  });

  it('rejects a name that is taken and a name that is none', async () => {
    await stacks.create('taken', two);
    await expect(stacks.create('taken', two)).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [taken] already exists',
    });
    const odd = new CreateStackCommand({ StackName: 'a_b', TemplateBody: JSON.stringify(two) });
    await expect(stacks.cfn.send(odd)).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value 'a_b' at 'stackName' failed to satisfy constraint: Member must satisfy " +
        'regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
    });
  });

  it('answers the same stack to a repeated client request token', async () => {
    const input = { StackName: 'token', TemplateBody: JSON.stringify(two), ClientRequestToken: 'once' };
    const first = await stacks.cfn.send(new CreateStackCommand(input));
    const second = await stacks.cfn.send(new CreateStackCommand(input));
    expect(second.StackId).toBe(first.StackId);
    await stacks.settled('token');
  });

  it('names resources after stack and logical id', async () => {
    await stacks.create('named', { Resources: { Group: { Type: 'AWS::Logs::LogGroup' } } });
    const { StackResourceDetail } = await stacks.cfn.send(
      new DescribeStackResourceCommand({ StackName: 'named', LogicalResourceId: 'Group' }),
    );
    expect(StackResourceDetail?.PhysicalResourceId).toMatch(/^named-Group-[A-Z0-9]{12}$/);
  });
});

describe('the resources of a stack', () => {
  it('are listed with their physical ids', async () => {
    await stacks.create('listed', { Resources: { B: logGroup('b'), A: logGroup('a') } });
    const { StackResourceSummaries } = await stacks.cfn.send(
      new ListStackResourcesCommand({ StackName: 'listed' }),
    );
    expect(StackResourceSummaries).toMatchObject([
      { LogicalResourceId: 'A', PhysicalResourceId: 'a', ResourceStatus: 'CREATE_COMPLETE' },
      { LogicalResourceId: 'B', PhysicalResourceId: 'b', ResourceType: 'AWS::Logs::LogGroup' },
    ]);
    const found = await stacks.cfn.send(new DescribeStackResourcesCommand({ PhysicalResourceId: 'b' }));
    expect(found.StackResources).toMatchObject([{ StackName: 'listed' }, { StackName: 'listed' }]);
  });

  it('rejects a resource and a stack that are not there', async () => {
    await stacks.create('there', { Resources: { A: handle() } });
    const resource = new DescribeStackResourceCommand({ StackName: 'there', LogicalResourceId: 'X' });
    await expect(stacks.cfn.send(resource)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Resource X does not exist for stack there',
    });
    await expect(stacks.cfn.send(new DescribeStacksCommand({ StackName: 'nope' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id nope does not exist',
    });
    await expect(
      stacks.cfn.send(new DescribeStackEventsCommand({ StackName: 'nope' })),
    ).rejects.toMatchObject({
      message: 'Stack [nope] does not exist',
    });
  });
});

describe('DeleteStack', () => {
  it('deletes dependents first, and leaves the stack to be found by its id alone', async () => {
    const { StackId } = await stacks.create('gone', two);
    const deleted = await stacks.remove('gone');
    expect(deleted.StackStatus).toBe('DELETE_COMPLETE');
    expect(deleted.DeletionTime).toBeInstanceOf(Date);
    expect(await stacks.events(StackId!, 8)).toEqual([
      'gone DELETE_IN_PROGRESS',
      'Second DELETE_IN_PROGRESS',
      'Second DELETE_COMPLETE',
      'First DELETE_IN_PROGRESS',
      'First DELETE_COMPLETE',
      'gone DELETE_COMPLETE',
    ]);
    await expect(stacks.stack('gone')).rejects.toMatchObject({
      message: 'Stack with id gone does not exist',
    });
    const { StackSummaries } = await stacks.cfn.send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries?.filter(({ StackName }) => StackName === 'gone')).toMatchObject([
      { StackId, StackStatus: 'DELETE_COMPLETE' },
    ]);
  });

  it('succeeds where there is no stack', async () => {
    await expect(stacks.cfn.send(new DeleteStackCommand({ StackName: 'never' }))).resolves.toBeDefined();
  });

  it('keeps what has the DeletionPolicy Retain', async () => {
    await stacks.create('keeper', {
      Resources: { Kept: { ...logGroup('kept'), DeletionPolicy: 'Retain' } },
    });
    const { StackId } = await stacks.remove('keeper');
    expect(await stacks.events(StackId!)).toContain('Kept DELETE_SKIPPED');
    const taken = await stacks.create('taker', { Resources: { Kept: logGroup('kept') } });
    expect(taken.StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('rejects a stack with termination protection', async () => {
    await stacks.create('protected', two, { EnableTerminationProtection: true });
    await expect(stacks.remove('protected')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [protected] cannot be deleted while TerminationProtection is enabled',
    });
    await stacks.cfn.send(
      new UpdateTerminationProtectionCommand({ StackName: 'protected', EnableTerminationProtection: false }),
    );
    expect((await stacks.remove('protected')).StackStatus).toBe('DELETE_COMPLETE');
  });
});
