import { GetStackPolicyCommand, SetStackPolicyCommand } from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { logGroup, startStacks } from './support.ts';

const stacks = await used(startStacks());

/** Two log groups, named after the stack. */
const template = (name: string, days: number) => ({
  Resources: {
    A: logGroup(`${name}-a`, { RetentionInDays: days }),
    B: logGroup(`${name}-b`, { RetentionInDays: days }),
  },
});
const denying = (Action: string, Resource: string) =>
  JSON.stringify({
    Statement: [
      { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
      { Effect: 'Deny', Action, Principal: '*', Resource },
    ],
  });
/** A stack with a policy. */
async function guarded(StackName: string, StackPolicyBody: string): Promise<void> {
  await stacks.create(StackName, template(StackName, 1));
  await stacks.cfn.send(new SetStackPolicyCommand({ StackName, StackPolicyBody }));
}

describe('a stack policy', () => {
  it('denies an update, which is then rolled back', async () => {
    const policy = denying('Update:Modify', 'LogicalResourceId/A');
    await guarded('modified', policy);
    const answer = await stacks.cfn.send(new GetStackPolicyCommand({ StackName: 'modified' }));
    expect(answer.StackPolicyBody).toBe(policy);
    const { StackStatus } = await stacks.update('modified', template('modified', 3));
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await stacks.reasons('modified'))['A UPDATE_FAILED']).toBe(
      'Action denied by stack policy: Statement [#2] does not allow [Update:Modify] for resource [LogicalResourceId/A];',
    );
  });

  it('denies a removal before anything is done', async () => {
    await guarded('removed', denying('Update:Delete', 'LogicalResourceId/*'));
    const since = (await stacks.events('removed')).length;
    await stacks.update('removed', { Resources: { A: logGroup('removed-a') } });
    expect(await stacks.events('removed', since)).toEqual([
      'removed UPDATE_IN_PROGRESS',
      'B UPDATE_FAILED',
      'removed UPDATE_ROLLBACK_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'removed UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'removed UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('gives way to another policy for one update', async () => {
    await guarded('overruled', denying('Update:*', '*'));
    const StackPolicyDuringUpdateBody = denying('Update:Replace', '*');
    const stack = await stacks.update('overruled', template('overruled', 3), { StackPolicyDuringUpdateBody });
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('rejects text that is no policy', async () => {
    await expect(guarded('unguarded', '{}')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Error validating stack policy: Invalid stack policy',
    });
  });
});
