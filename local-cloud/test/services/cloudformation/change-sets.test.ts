import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { handle, logGroup, startStacks } from './support.ts';

const stacks = await used(startStacks());

async function changeSet(
  StackName: string,
  template: unknown,
  more: Partial<CreateChangeSetCommandInput> = {},
) {
  const input = { StackName, ChangeSetName: 'change', TemplateBody: JSON.stringify(template), ...more };
  await stacks.cfn.send(new CreateChangeSetCommand(input));
  return stacks.cfn.send(new DescribeChangeSetCommand({ StackName, ChangeSetName: input.ChangeSetName }));
}

async function execute(StackName: string, ChangeSetName = 'change'): Promise<void> {
  await stacks.cfn.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  await stacks.settled(StackName);
}

describe('a change set that creates a stack', () => {
  it('puts the stack into review until it is executed', async () => {
    const described = await changeSet('fresh', { Resources: { A: handle() } }, { ChangeSetType: 'CREATE' });
    expect(described).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        {
          Type: 'Resource',
          ResourceChange: { Action: 'Add', LogicalResourceId: 'A', Scope: [], Details: [] },
        },
      ],
    });
    expect((await stacks.stack('fresh')).StackStatus).toBe('REVIEW_IN_PROGRESS');
    await execute('fresh');
    const stack = await stacks.stack('fresh');
    expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', ChangeSetId: described.ChangeSetId });
    expect((await stacks.events('fresh')).slice(0, 2)).toEqual([
      'fresh REVIEW_IN_PROGRESS',
      'fresh CREATE_IN_PROGRESS',
    ]);
  });

  it('rejects a stack that is there, and one that is not for an update', async () => {
    await stacks.create('there', { Resources: { A: handle() } });
    const create = changeSet(
      'there',
      { Resources: { A: handle() } },
      { ChangeSetType: 'CREATE', ChangeSetName: 'x' },
    );
    await expect(create).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [there] already exists and cannot be created again with the changeSet [x].',
    });
    await expect(changeSet('absent', { Resources: { A: handle() } })).rejects.toMatchObject({
      message: 'Stack [absent] does not exist',
    });
  });
});

describe('a change set that updates a stack', () => {
  const template = (name: string, days: number) => ({
    Parameters: { Days: { Type: 'Number', Default: days } },
    Resources: {
      A: logGroup(name),
      B: logGroup({ 'Fn::Join': ['-', [{ Ref: 'A' }, 'b']] }),
      C: logGroup('fixed', { RetentionInDays: { Ref: 'Days' } }),
    },
  });

  it('tells what would be added, modified, replaced and removed, and why', async () => {
    await stacks.create('tell', {
      ...template('tell', 1),
      Resources: { ...template('tell', 1).Resources, Old: handle() },
    });
    const { Changes = [] } = await changeSet('tell', template('other', 3));
    const changes = Changes.map(({ ResourceChange: change }) => change);
    expect(changes).toMatchObject([
      {
        Action: 'Modify',
        LogicalResourceId: 'A',
        PhysicalResourceId: 'tell',
        Replacement: 'True',
        PolicyAction: 'ReplaceAndDelete',
        Scope: ['Properties'],
        Details: [
          {
            Target: { Attribute: 'Properties', Name: 'LogGroupName', RequiresRecreation: 'Always' },
            Evaluation: 'Static',
            ChangeSource: 'DirectModification',
          },
        ],
      },
      {
        LogicalResourceId: 'B',
        Replacement: 'True',
        Details: [
          {
            Target: { Name: 'LogGroupName', RequiresRecreation: 'Always' },
            Evaluation: 'Static',
            ChangeSource: 'ResourceReference',
            CausingEntity: 'A',
          },
        ],
      },
      {
        LogicalResourceId: 'C',
        Replacement: 'False',
        Details: [
          { Evaluation: 'Static', ChangeSource: 'ParameterReference', CausingEntity: 'Days' },
          { Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
        ],
      },
      { Action: 'Remove', LogicalResourceId: 'Old', PolicyAction: 'Delete' },
    ]);
    const { TemplateBody } = await stacks.cfn.send(
      new GetTemplateCommand({ StackName: 'tell', ChangeSetName: 'change' }),
    );
    expect(JSON.parse(TemplateBody!)).toEqual(template('other', 3));
    await execute('tell');
    expect((await stacks.stack('tell')).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('fails where nothing would change, and can not be executed', async () => {
    await stacks.create('idle', { Resources: { A: handle() } });
    const described = await changeSet('idle', { Resources: { A: handle() } });
    expect(described).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(execute('idle')).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: `ChangeSet [${described.ChangeSetId}] cannot be executed in its current status of [FAILED]`,
    });
  });

  it('is listed, deleted, and deleted again without complaint', async () => {
    const StackName = 'listed';
    await stacks.create(StackName, { Resources: { A: handle() } });
    await changeSet(StackName, { Resources: { A: handle() } });
    const listed = await stacks.cfn.send(new ListChangeSetsCommand({ StackName }));
    expect(listed.Summaries).toMatchObject([{ ChangeSetName: 'change', Status: 'FAILED' }]);
    await expect(changeSet(StackName, { Resources: { A: handle() } })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    const remove = () => stacks.cfn.send(new DeleteChangeSetCommand({ StackName, ChangeSetName: 'change' }));
    await remove();
    await remove();
    const describe = new DescribeChangeSetCommand({ StackName, ChangeSetName: 'change' });
    await expect(stacks.cfn.send(describe)).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: 'ChangeSet [change] does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
