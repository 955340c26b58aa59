import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { logGroup, startStacks } from './support.ts';

const stacks = await used(startStacks());

/** Makes a change set and describes it, once without values and once with them. */
async function described(
  StackName: string,
  template: unknown,
  more: Partial<CreateChangeSetCommandInput> = {},
) {
  const input = { StackName, ChangeSetName: 'change', TemplateBody: JSON.stringify(template), ...more };
  const { Id: ChangeSetName } = await stacks.cfn.send(new CreateChangeSetCommand(input));
  const describe = async (IncludePropertyValues: boolean) => {
    const answer = await stacks.cfn.send(
      new DescribeChangeSetCommand({ ChangeSetName, IncludePropertyValues }),
    );
    return { ...answer, changes: (answer.Changes ?? []).map(({ ResourceChange }) => ResourceChange!) };
  };
  return { plain: await describe(false), valued: await describe(true), id: ChangeSetName! };
}

const bucket = (BucketName: string, more: object = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName, ...more },
});
const context = (text: string | undefined) => text && JSON.parse(text);
const UNKNOWN = '{{changeSet:KNOWN_AFTER_APPLY}}';

describe('a change set, asked for property values', () => {
  it('tells what is added and what is removed', async () => {
    const added = await described(
      'adding',
      {
        Resources: {
          A: logGroup('a'),
          B: logGroup({ 'Fn::Join': ['-', [{ Ref: 'A' }, 'b']] }, { RetentionInDays: 1 }),
        },
      },
      { ChangeSetType: 'CREATE' },
    );
    expect(added.plain.changes[0]).toEqual({
      ...{ Action: 'Add', LogicalResourceId: 'A', ResourceType: 'AWS::Logs::LogGroup' },
      ...{ Scope: [], Details: [] },
    });
    expect(added.valued.changes.map(({ AfterContext }) => context(AfterContext))).toEqual([
      { Properties: { LogGroupName: 'a' } },
      { Properties: { LogGroupName: UNKNOWN, RetentionInDays: '1' } },
    ]);
    await stacks.create('removing', { Resources: { C: logGroup('c'), D: logGroup('d') } });
    const removed = await described('removing', { Resources: { D: logGroup('d') } });
    expect(removed.valued.changes).toEqual([
      {
        ...{ Action: 'Remove', LogicalResourceId: 'C', PhysicalResourceId: 'c', PolicyAction: 'Delete' },
        ...{ ResourceType: 'AWS::Logs::LogGroup', Scope: [], Details: [] },
        BeforeContext: '{"Properties":{"LogGroupName":"c"}}',
      },
    ]);
  });

  it('tells every place that differs, with its value before and after', async () => {
    const before = { Tags: [{ Key: 'a', Value: '1' }], RetentionInDays: 1 };
    const after = { Tags: [{ Key: 'a', Value: '2' }, { Key: 'b', Value: '3' }], RetentionInDays: 3 }; // biome-ignore format: compared by eye
    await stacks.create('places', { Resources: { A: logGroup('places', before) } });
    const { valued } = await described('places', {
      Resources: { A: { ...logGroup('places', after), DeletionPolicy: 'Retain' } },
    });
    const [change] = valued.changes;
    expect(change).toMatchObject({ Replacement: 'False', Scope: ['Properties', 'Tags'] });
    expect(context(change?.AfterContext)).toEqual({
      Properties: { LogGroupName: 'places', ...after, RetentionInDays: '3' },
      DeletionPolicy: 'Retain',
    });
    expect(change?.Details?.map(({ Target }) => Target)).toEqual([
      {
        ...{ Attribute: 'Tags', RequiresRecreation: 'Never', Path: '/Properties/Tags/0/Value' },
        ...{ BeforeValue: '1', AfterValue: '2', AttributeChangeType: 'Modify' },
      },
      {
        ...{ Attribute: 'Tags', RequiresRecreation: 'Never', Path: '/Properties/Tags/1' },
        ...{ AfterValue: '{"Key":"b","Value":"3"}', AttributeChangeType: 'Add' },
      },
      {
        ...{ Attribute: 'Properties', Name: 'RetentionInDays', RequiresRecreation: 'Never' },
        ...{ Path: '/Properties/RetentionInDays', BeforeValue: '1', AfterValue: '3' },
        AttributeChangeType: 'Modify',
      },
    ]);
  });

  it('tells of a replaced resource that others will get to know', async () => {
    const template = (name: string) => ({
      Resources: {
        A: bucket(name),
        B: logGroup('known', { Tags: [{ Key: 'arn', Value: { 'Fn::GetAtt': ['A', 'Arn'] } }] }),
      },
    });
    await stacks.create('replaced', template('first'));
    const { plain, valued } = await described('replaced', template('second'));
    const cause = { Evaluation: 'Static', ChangeSource: 'ResourceAttribute', CausingEntity: 'A.Arn' };
    expect(plain.changes[1]?.Details).toMatchObject([cause]);
    expect(valued.changes[1]?.Details).toMatchObject([
      { ...cause, Target: { Path: '/Properties/Tags/0/Value', AfterValue: UNKNOWN } },
      { Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
    ]);
  });

  it('leaves out what takes an attribute of a resource that is updated in place', async () => {
    const template = (Value: string) => ({
      Resources: {
        A: bucket('in-place', { Tags: [{ Key: 'tag', Value }] }),
        B: logGroup('other', { Tags: [{ Key: 'arn', Value: { 'Fn::GetAtt': ['A', 'Arn'] } }] }),
        C: logGroup({ 'Fn::Join': ['-', [{ Ref: 'A' }, 'c']] }),
      },
    });
    await stacks.create('in-place', template('1'));
    const { plain, valued } = await described('in-place', template('3'));
    expect(plain.changes.map(({ LogicalResourceId: id, Replacement }) => [id, Replacement])).toEqual([
      ['A', 'False'],
      ['B', 'False'],
    ]);
    expect(plain.changes[1]?.Details).toEqual([
      {
        Target: { Attribute: 'Tags', RequiresRecreation: 'Never' },
        ...{ Evaluation: 'Dynamic', ChangeSource: 'ResourceAttribute', CausingEntity: 'A.Arn' },
      },
    ]);
    expect(valued.changes.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['A']);
  });

  it('warns of an export that is missing, which may be there when it is executed', async () => {
    const importing = { Resources: { A: logGroup({ 'Fn::ImportValue': 'later' }) } };
    const { plain, valued, id } = await described('importing', importing, { ChangeSetType: 'CREATE' });
    expect([plain.Status, plain.ExecutionStatus, plain.StatusReason]).toEqual([
      ...['CREATE_COMPLETE', 'AVAILABLE', undefined],
    ]);
    expect(valued.StatusReason).toBe(
      '[WARN] --include-property-values option can return incomplete ChangeSet data because: ' +
        'ChangeSet creation failed for resource [A] because: No export named later',
    );
    await stacks.create('exporting', {
      Resources: { A: logGroup('exporting') },
      Outputs: { O: { Value: 'imported', Export: { Name: 'later' } } },
    });
    await stacks.cfn.send(new ExecuteChangeSetCommand({ ChangeSetName: id }));
    await stacks.settled('importing');
    expect((await stacks.stack('importing')).StackStatus).toBe('CREATE_COMPLETE');
  });
});

describe('a change set, executed', () => {
  it('is described by its ARN, no longer listed, and frees its name', async () => {
    const { id } = await described('named', { Resources: { A: logGroup('n') } }, { ChangeSetType: 'CREATE' });
    await stacks.cfn.send(new ExecuteChangeSetCommand({ ChangeSetName: id }));
    await stacks.settled('named');
    const again = await described('named', { Resources: { A: logGroup('n', { RetentionInDays: 1 }) } });
    expect(again.id).not.toBe(id);
    const first = await stacks.cfn.send(new DescribeChangeSetCommand({ ChangeSetName: id }));
    expect([first.ExecutionStatus, first.Tags]).toEqual(['EXECUTE_COMPLETE', undefined]);
    const { LastUpdatedTime, ChangeSetId } = await stacks.stack('named');
    expect([LastUpdatedTime instanceof Date, ChangeSetId]).toEqual([true, id]);
    const { StackStatus, EnableTerminationProtection } = await stacks.remove('named');
    expect([StackStatus, EnableTerminationProtection]).toEqual(['DELETE_COMPLETE', undefined]);
    const gone = await stacks.cfn.send(new DescribeChangeSetCommand({ ChangeSetName: id }));
    expect(gone.ExecutionStatus).toBe('EXECUTE_COMPLETE');
  });

  it('is out of date where its stack was made without it', async () => {
    const { id, plain } = await described(
      'r',
      { Resources: { A: logGroup('r') } },
      { ChangeSetType: 'CREATE' },
    );
    const { StackId } = await stacks.create('r', { Resources: { A: logGroup('r') } });
    expect(StackId).toBe(plain.StackId);
    const { ExecutionStatus } = await stacks.cfn.send(new DescribeChangeSetCommand({ ChangeSetName: id }));
    expect(ExecutionStatus).toBe('OBSOLETE');
  });
});

describe('the events of a stack', () => {
  it('have times that rise strictly, whatever happens within a millisecond', async () => {
    await stacks.create('rising', { Resources: { A: logGroup('rising'), B: logGroup('rising-b') } });
    await stacks.update('rising', { Resources: { A: logGroup('risen') } });
    const { StackEvents = [] } = await stacks.cfn.send(
      new DescribeStackEventsCommand({ StackName: 'rising' }),
    );
    const times = StackEvents.map(({ Timestamp }) => Timestamp!.getTime());
    expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
    const cleared = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_COMPLETE');
    expect(cleared.map((event) => [event.PhysicalResourceId, event.ResourceProperties]).sort()).toEqual([
      ['rising', undefined],
      ['rising-b', undefined],
    ]);
  });
});
