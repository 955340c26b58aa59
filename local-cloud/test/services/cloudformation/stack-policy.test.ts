import { GetStackPolicyCommand, SetStackPolicyCommand } from '@aws-sdk/client-cloudformation';
import { logGroup, startStacks } from './support.ts';

let stacks: Awaited<ReturnType<typeof startStacks>>;
beforeAll(async () => {
  stacks = await startStacks();
});
afterAll(() => stacks.cloud.close());

const template = (days: number, name = 'policy-a') => ({
  Resources: {
    A: logGroup(name, { RetentionInDays: days }),
    B: logGroup('policy-b', { RetentionInDays: days }),
  },
});
const denying = (Action: string, Resource: string) =>
  JSON.stringify({
    Statement: [
      { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
      { Effect: 'Deny', Action, Principal: '*', Resource },
    ],
  });
const setPolicy = (StackPolicyBody: string) =>
  stacks.cfn.send(new SetStackPolicyCommand({ StackName: 'policy', StackPolicyBody }));

describe('a stack policy', () => {
  it('denies an update, which is then rolled back', async () => {
    await stacks.create('policy', template(1));
    const policy = denying('Update:Modify', 'LogicalResourceId/A');
    await setPolicy(policy);
    const answer = await stacks.cfn.send(new GetStackPolicyCommand({ StackName: 'policy' }));
    expect(answer.StackPolicyBody).toBe(policy);
    expect((await stacks.update('policy', template(3))).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await stacks.reasons('policy'))['A UPDATE_FAILED']).toBe(
      'Action denied by stack policy: Statement [#2] does not allow [Update:Modify] for resource [LogicalResourceId/A];',
    );
  });

  it('denies a removal before anything is done', async () => {
    await setPolicy(denying('Update:Delete', 'LogicalResourceId/*'));
    const since = (await stacks.events('policy')).length;
    await stacks.update('policy', { Resources: { A: logGroup('policy-a') } });
    expect(await stacks.events('policy', since)).toEqual([
      'policy UPDATE_IN_PROGRESS',
      'B UPDATE_FAILED',
      'policy UPDATE_ROLLBACK_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'policy UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'policy UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('gives way to another policy for one update', async () => {
    await setPolicy(denying('Update:*', '*'));
    const StackPolicyDuringUpdateBody = denying('Update:Replace', '*');
    const stack = await stacks.update('policy', template(3), { StackPolicyDuringUpdateBody });
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('rejects text that is no policy', async () => {
    await expect(setPolicy('{}')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Error validating stack policy: Invalid stack policy',
    });
  });
});
