import {
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { failing, handle, logGroup, startStacks } from './support.ts';

const stacks = await used(startStacks());

const template = {
  Resources: {
    Base: handle(),
    Bad: failing({ DependsOn: 'Base' }),
    Never: handle({ DependsOn: 'Bad' }),
  },
};

describe('a stack that fails to be created', () => {
  it('is rolled back, and tells what failed and why', async () => {
    const stack = await stacks.create('bad', template);
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await stacks.events('bad')).toEqual([
      'bad CREATE_IN_PROGRESS',
      'Base CREATE_IN_PROGRESS',
      'Base CREATE_IN_PROGRESS',
      'Base CREATE_COMPLETE',
      'Bad CREATE_IN_PROGRESS',
      'Bad CREATE_FAILED',
      'bad ROLLBACK_IN_PROGRESS',
      'Bad DELETE_COMPLETE',
      'Base DELETE_IN_PROGRESS',
      'Base DELETE_COMPLETE',
      'bad ROLLBACK_COMPLETE',
    ]);
    const reasons = await stacks.reasons('bad');
    expect(reasons['bad ROLLBACK_IN_PROGRESS']).toBe(
      'The following resource(s) failed to create: [Bad]. Rollback requested by user.',
    );
    expect(reasons['Bad CREATE_FAILED']).toBe(
      'Properties validation failed for resource Bad with message:\n' +
        '#/RetentionInDays: failed validation constraint for keyword [enum]',
    );
  });

  it('tells what a service refuses', async () => {
    await stacks.create('handler', { Resources: { Bad: logGroup('a name with blanks') } });
    expect((await stacks.reasons('handler'))['Bad CREATE_FAILED']).toMatch(
      /^Resource handler returned message: ".*logGroupName.*\(Service: Logs, Status Code: 400, .*\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: InvalidRequest\)$/,
    );
  });

  // As recorded on AWS in October 2025: github.com/localstack/localstack, test_resources.snapshot.json.
  it.each(['Bad', 'Base'])('no longer describes %s, but lists it', async (LogicalResourceId) => {
    const StackName = `no-${LogicalResourceId}`;
    await stacks.create(StackName, template);
    await expect(
      stacks.cfn.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Resource ${LogicalResourceId} does not exist for stack ${StackName}`,
    });
    const { StackResourceSummaries = [] } = await stacks.cfn.send(
      new ListStackResourcesCommand({ StackName }),
    );
    const listed = StackResourceSummaries.find((one) => one.LogicalResourceId === LogicalResourceId);
    expect(listed?.ResourceStatus).toBe('DELETE_COMPLETE');
  });

  it('can only be deleted then', async () => {
    await stacks.create('stuck', template);
    await expect(stacks.update('stuck', { Resources: { A: handle() } })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/^Stack:arn:.* is in ROLLBACK_COMPLETE state and can not be updated\.$/),
    });
    expect((await stacks.remove('stuck')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('is left as it is with DO_NOTHING, and its working parts stay', async () => {
    const stack = await stacks.create('left', template, { OnFailure: 'DO_NOTHING' });
    expect(stack).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [Bad]. ',
      DisableRollback: true,
    });
    const { StackResourceSummaries } = await stacks.cfn.send(
      new ListStackResourcesCommand({ StackName: 'left' }),
    );
    expect(StackResourceSummaries).toMatchObject([
      { LogicalResourceId: 'Bad', ResourceStatus: 'CREATE_FAILED' },
      { LogicalResourceId: 'Base', ResourceStatus: 'CREATE_COMPLETE' },
    ]);
    expect((await stacks.remove('left')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('is deleted with OnFailure DELETE', async () => {
    const stack = await stacks.create('trace', template, { OnFailure: 'DELETE' });
    expect(stack.StackStatus).toBe('DELETE_COMPLETE');
    const { StackEvents } = await stacks.cfn.send(
      new DescribeStackEventsCommand({ StackName: stack.StackId }),
    );
    expect(StackEvents?.find((event) => event.ResourceStatus === 'DELETE_IN_PROGRESS')).toMatchObject({
      LogicalResourceId: 'Base',
    });
  });

  it('keeps what is to be retained, unless only beyond creation', async () => {
    const retained = (name: string, DeletionPolicy: string) => ({ ...logGroup(name), DeletionPolicy });
    const stack = await stacks.create('policies', {
      Resources: {
        Kept: retained('policies-kept', 'Retain'),
        Dropped: retained('policies-dropped', 'RetainExceptOnCreate'),
        Bad: failing({ DependsOn: ['Kept', 'Dropped'] }),
      },
    });
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await stacks.events('policies');
    expect(events).toContain('Kept DELETE_SKIPPED');
    expect(events).toContain('Dropped DELETE_COMPLETE');
  });
});

describe('a stack that fails to be deleted', () => {
  it('says what failed, and goes when that is retained', async () => {
    const { S3Client, PutObjectCommand } = await import('@aws-sdk/client-s3');
    await stacks.create('full', {
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } },
        A: handle(),
      },
    });
    const s3 = new S3Client(stacks.cloud.config);
    await s3.send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'k', Body: 'v' }));
    const stuck = await stacks.remove('full');
    expect(stuck).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Bucket]. ',
    });
    const { DeleteStackCommand } = await import('@aws-sdk/client-cloudformation');
    await stacks.cfn.send(new DeleteStackCommand({ StackName: 'full', RetainResources: ['Bucket'] }));
    await stacks.settled('full');
    expect((await stacks.stack(stuck.StackId!)).StackStatus).toBe('DELETE_COMPLETE');
  });
});
