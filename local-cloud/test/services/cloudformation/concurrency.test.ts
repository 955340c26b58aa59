import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { handle, startStacks } from './support.ts';

/** So many resources in a row that a second request comes while they are made. */
const long = {
  Resources: Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [`A${i}`, handle(i === 0 ? {} : { DependsOn: `A${i - 1}` })]),
  ),
};
const TemplateBody = JSON.stringify(long);

const stacks = await used(startStacks());

describe('two operations at once', () => {
  it('lets stacks of different names be made side by side', async () => {
    const names = ['side-1', 'side-2', 'side-3'];
    const made = await Promise.all(names.map((name) => stacks.create(name, { Resources: { A: handle() } })));
    expect(made.map(({ StackStatus }) => StackStatus)).toEqual(names.map(() => 'CREATE_COMPLETE'));
  });

  it('rejects a second creation of the same name', async () => {
    const results = await Promise.allSettled(
      [1, 2].map(() => stacks.cfn.send(new CreateStackCommand({ StackName: 'twice', TemplateBody }))),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await stacks.settled('twice');
  });

  it('rejects cancelling where nothing is updated', async () => {
    await stacks.create('resting', { Resources: { A: handle() } });
    const cancel = new CancelUpdateStackCommand({ StackName: 'resting' });
    await expect(stacks.cfn.send(cancel)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'CancelUpdateStack cannot be called from current stack status',
    });
  });

  it('rejects an update of a stack that is being updated', async () => {
    await stacks.create('busy', { Resources: { A0: handle() } });
    const update = () => stacks.cfn.send(new UpdateStackCommand({ StackName: 'busy', TemplateBody }));
    const [first, second] = await Promise.allSettled([update(), update()]);
    const failed = [first, second].find((result) => result?.status === 'rejected');
    expect(failed).toMatchObject({
      reason: {
        name: 'ValidationError',
        message: expect.stringMatching(
          /^Stack:arn:.* is in UPDATE_IN_PROGRESS state and can not be updated\.$/,
        ),
      },
    });
    await stacks.settled('busy');
  });

  /** A stack whose update was cancelled. */
  async function cancelled(StackName: string): Promise<void> {
    await stacks.create(StackName, { Resources: { A0: handle() } });
    await stacks.cfn.send(new UpdateStackCommand({ StackName, TemplateBody }));
    await stacks.cfn.send(new CancelUpdateStackCommand({ StackName }));
    await stacks.settled(StackName);
  }

  it('rolls back an update that is cancelled', async () => {
    await cancelled('cancelled');
    expect((await stacks.stack('cancelled')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { StackResourceSummaries } = await stacks.cfn.send(
      new ListStackResourcesCommand({ StackName: 'cancelled' }),
    );
    expect(StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'A0' }]);
  });

  it('rejects continuing a rollback that did not fail', async () => {
    await cancelled('rolled-back');
    const command = new ContinueUpdateRollbackCommand({ StackName: 'rolled-back' });
    await expect(stacks.cfn.send(command)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(
        / is in UPDATE_ROLLBACK_COMPLETE state and can not continue rolling back /,
      ),
    });
  });

  it('deletes a stack that is being created', async () => {
    const { StackId } = await stacks.cfn.send(new CreateStackCommand({ StackName: 'hasty', TemplateBody }));
    await stacks.cfn.send(new DeleteStackCommand({ StackName: 'hasty' }));
    await stacks.settled('hasty');
    expect((await stacks.stack(StackId!)).StackStatus).toBe('DELETE_COMPLETE');
  });
});

describe('closing the cloud', () => {
  it('does not wait for the rest of a stack that is being created', async () => {
    const other = await startStacks();
    await other.cfn.send(new CreateStackCommand({ StackName: 'open', TemplateBody }));
    await expect(other.cloud.close()).resolves.toBeUndefined();
    await expect(other.cfn.send(new DescribeStacksCommand({}))).rejects.toThrow();
  });
});
