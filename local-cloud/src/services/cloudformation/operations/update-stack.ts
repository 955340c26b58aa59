import type { UpdateStackCommandOutput, UpdateStackInput } from '@aws-sdk/client-cloudformation';
import { outdate } from '../change-sets.ts';
import { planChanges } from '../engine/plan.ts';
import { prepareRevision } from '../engine/prepare.ts';
import { checkPolicyText } from '../engine/stack-policy.ts';
import { checkUpdatable, isRepeated, remember, startUpdate } from '../engine/start.ts';
import { noUpdates } from '../errors.ts';
import { checkTags, modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { templateText } from '../template/load.ts';

type Output = Omit<UpdateStackCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack = modelled<UpdateStackInput, Promise<Output>>(
  'UpdateStack',
  async (input, context) => {
    const {
      Parameters = [],
      Capabilities = [],
      ClientRequestToken: token,
      StackPolicyBody: newPolicy,
    } = input;
    checkTags(input.Tags);
    for (const text of [newPolicy, input.StackPolicyDuringUpdateBody]) {
      if (text !== undefined) checkPolicyText(text);
    }
    const stack = stackStore(context).require(input.StackName);
    if (isRepeated(stack, 'UpdateStack', token)) return { StackId: stack.id };
    checkUpdatable(stack);
    const text = await templateText(input, context, stack.revision?.template.text);
    const types = resourceTypes(context);
    const revision = await prepareRevision(
      { ...input, templateText: text, Parameters, Capabilities },
      stack,
      context,
    );
    const plan = planChanges(stack, revision, types, context);
    // Reading the template took a while, in which another request may have come first.
    checkUpdatable(stack);
    if (!plan.isChange && (newPolicy === undefined || newPolicy === stack.policy)) throw noUpdates();
    stack.policy = newPolicy ?? stack.policy;
    outdate(stack);
    remember(stack, 'UpdateStack', token);
    const policy = input.StackPolicyDuringUpdateBody;
    startUpdate(
      { stack, revision, plan, types, token, policy, disableRollback: input.DisableRollback ?? false },
      context,
    );
    return { StackId: stack.id };
  },
);
