import type { CreateStackCommandOutput, CreateStackInput } from '@aws-sdk/client-cloudformation';
import { outdate } from '../change-sets.ts';
import { planChanges } from '../engine/plan.ts';
import { prepareRevision } from '../engine/prepare.ts';
import { checkPolicyText } from '../engine/stack-policy.ts';
import { isRepeated, remember, startCreate } from '../engine/start.ts';
import { validationError } from '../errors.ts';
import { checkTags, modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { templateText } from '../template/load.ts';

type Output = Omit<CreateStackCommandOutput, '$metadata'>;

/**
 * Answers as soon as the template is accepted; the stack is made in the background.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export const createStack = modelled<CreateStackInput, Promise<Output>>(
  'CreateStack',
  async (input, context) => {
    if (input.DisableRollback !== undefined && input.OnFailure !== undefined) {
      throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
    }
    checkTags(input.Tags);
    if (input.StackPolicyBody !== undefined) checkPolicyText(input.StackPolicyBody);
    const store = stackStore(context);
    const existing = store.find(input.StackName);
    const inReview = existing?.status === 'REVIEW_IN_PROGRESS' ? existing : undefined;
    if (existing && isRepeated(existing, 'CreateStack', input.ClientRequestToken))
      return { StackId: existing.id };
    const text = await templateText(input, context);
    const types = resourceTypes(context);
    const stack = inReview ?? store.create(input.StackName, context);
    try {
      const { Parameters = [], Capabilities = [] } = input;
      const revision = await prepareRevision(
        { ...input, templateText: text, Parameters, Capabilities },
        stack,
        context,
      );
      const plan = planChanges(stack, revision, types, context);
      outdate(stack);
      stack.timeoutInMinutes = input.TimeoutInMinutes;
      stack.terminationProtection = input.EnableTerminationProtection ?? false;
      stack.policy = input.StackPolicyBody;
      remember(stack, 'CreateStack', input.ClientRequestToken);
      const onFailure = input.OnFailure ?? (input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK');
      const { ClientRequestToken: token, RetainExceptOnCreate: retainExceptOnCreate } = input;
      startCreate({ stack, revision, plan, types, token, onFailure, retainExceptOnCreate }, context);
    } catch (error) {
      if (!inReview) store.discard(stack);
      throw error;
    }
    return { StackId: stack.id };
  },
);
