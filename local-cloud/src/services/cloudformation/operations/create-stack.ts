import type { CreateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { outdate } from '../change-sets.ts';
import { planChanges } from '../engine/plan.ts';
import { prepareRevision } from '../engine/prepare.ts';
import { checkPolicyText } from '../engine/stack-policy.ts';
import { isRepeated, remember, startCreate } from '../engine/start.ts';
import { validationError } from '../errors.ts';
import { checkTags, clientRequestToken, flag, newStackName, read, stackSettings } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { templateText } from '../template/load.ts';

type Output = Omit<CreateStackCommandOutput, '$metadata'>;

const Input = z.object({
  ...stackSettings,
  StackName: newStackName,
  DisableRollback: flag.optional(),
  OnFailure: z.enum(['DO_NOTHING', 'ROLLBACK', 'DELETE']).optional(),
  TimeoutInMinutes: z.coerce.number().int().min(1).optional(),
  EnableTerminationProtection: flag.default(false),
  RetainExceptOnCreate: flag.default(false),
  ClientRequestToken: clientRequestToken,
});

/**
 * Answers as soon as the template is accepted; the stack is made in the background.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export async function createStack(input: unknown, context: OperationContext): Promise<Output> {
  const wanted = read(Input, input);
  if (wanted.DisableRollback !== undefined && wanted.OnFailure !== undefined) {
    throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
  }
  checkTags(wanted.Tags);
  if (wanted.StackPolicyBody !== undefined) checkPolicyText(wanted.StackPolicyBody);
  const store = stackStore(context);
  const existing = store.find(wanted.StackName);
  const inReview = existing?.status === 'REVIEW_IN_PROGRESS' ? existing : undefined;
  if (existing && isRepeated(existing, 'CreateStack', wanted.ClientRequestToken))
    return { StackId: existing.id };
  const text = await templateText(wanted, context);
  const types = await resourceTypes();
  const stack = inReview ?? store.create(wanted.StackName, context);
  try {
    const { Parameters = [], Capabilities = [] } = wanted;
    const revision = await prepareRevision(
      { ...wanted, templateText: text, Parameters, Capabilities },
      stack,
      context,
    );
    const plan = planChanges(stack, revision, types, context);
    outdate(stack);
    stack.timeoutInMinutes = wanted.TimeoutInMinutes;
    stack.terminationProtection = wanted.EnableTerminationProtection;
    stack.policy = wanted.StackPolicyBody;
    remember(stack, 'CreateStack', wanted.ClientRequestToken);
    const onFailure = wanted.OnFailure ?? (wanted.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK');
    const { ClientRequestToken: token, RetainExceptOnCreate: retainExceptOnCreate } = wanted;
    startCreate({ stack, revision, plan, types, token, onFailure, retainExceptOnCreate }, context);
  } catch (error) {
    if (!inReview) store.discard(stack);
    throw error;
  }
  return { StackId: stack.id };
}
