import type { UpdateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { outdate } from '../change-sets.ts';
import { planChanges } from '../engine/plan.ts';
import { prepareRevision } from '../engine/prepare.ts';
import { checkPolicyText } from '../engine/stack-policy.ts';
import { checkUpdatable, isRepeated, remember, startUpdate } from '../engine/start.ts';
import { noUpdates } from '../errors.ts';
import { checkTags, clientRequestToken, flag, read, stackReference, stackSettings } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { templateText } from '../template/load.ts';

type Output = Omit<UpdateStackCommandOutput, '$metadata'>;

const Input = z.object({
  ...stackSettings,
  StackName: stackReference,
  DisableRollback: flag.default(false),
  RetainExceptOnCreate: flag.optional(),
  StackPolicyDuringUpdateBody: z.string().min(1).max(16_384).optional(),
  ClientRequestToken: clientRequestToken,
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export async function updateStack(input: unknown, context: OperationContext): Promise<Output> {
  const wanted = read(Input, input);
  const {
    Parameters = [],
    Capabilities = [],
    ClientRequestToken: token,
    StackPolicyBody: newPolicy,
  } = wanted;
  checkTags(wanted.Tags);
  for (const text of [newPolicy, wanted.StackPolicyDuringUpdateBody]) {
    if (text !== undefined) checkPolicyText(text);
  }
  const stack = stackStore(context).require(wanted.StackName);
  if (isRepeated(stack, 'UpdateStack', token)) return { StackId: stack.id };
  checkUpdatable(stack);
  const text = await templateText(wanted, context, stack.revision?.template.text);
  const types = await resourceTypes();
  const revision = await prepareRevision(
    { ...wanted, templateText: text, Parameters, Capabilities },
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
  const policy = wanted.StackPolicyDuringUpdateBody;
  startUpdate(
    { stack, revision, plan, types, token, policy, disableRollback: wanted.DisableRollback },
    context,
  );
  return { StackId: stack.id };
}
