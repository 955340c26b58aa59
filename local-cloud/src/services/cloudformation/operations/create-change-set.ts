import type { CreateChangeSetCommandOutput, CreateChangeSetInput } from '@aws-sdk/client-cloudformation';
import { arn } from '../../../core/arn.ts';
import { notSupported } from '../../../core/aws-error.ts';
import { uuid } from '../../../core/ids.ts';
import { pendingChangeSets } from '../change-sets.ts';
import { describedChanges } from '../engine/describe-changes.ts';
import { setStackStatus } from '../engine/events.ts';
import { type Plan, planChanges } from '../engine/plan.ts';
import { prepareRevision } from '../engine/prepare.ts';
import { checkUpdatable } from '../engine/start.ts';
import { alreadyExists, stackMissing, validationError } from '../errors.ts';
import { checkTags, modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { templateText } from '../template/load.ts';
import type { ChangeSet, Stack } from '../types.ts';

type Output = Omit<CreateChangeSetCommandOutput, '$metadata'>;

/**
 * The change set is complete, or has failed, when this answers; on AWS that takes a while.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export const createChangeSet = modelled<CreateChangeSetInput, Promise<Output>>(
  'CreateChangeSet',
  async (input, context) => {
    const { ChangeSetName: name, ChangeSetType: type = 'UPDATE', Parameters = [], Capabilities = [] } = input;
    if (type === 'IMPORT') throw notSupported('The change set type IMPORT of AWS CloudFormation');
    checkTags(input.Tags);
    const store = stackStore(context);
    const existing = store.find(input.StackName);
    if (existing && pendingChangeSets(existing).some((other) => other.name === name)) {
      throw alreadyExists(`ChangeSet ${name} already exists`);
    }
    if (existing) checkType(existing, { ...input, ChangeSetType: type }, name);
    else if (type === 'UPDATE' || input.StackName.startsWith('arn:')) throw stackMissing(input.StackName);
    const text = await templateText(input, context, existing?.revision?.template.text);
    const types = resourceTypes(context);
    const stack = existing ?? store.create(input.StackName, context);
    try {
      const revision = await prepareRevision(
        { ...input, templateText: text, Parameters, Capabilities },
        stack,
        context,
      );
      const plan = planChanges(stack, revision, types, context);
      const reason = failure(plan);
      const changeSet: ChangeSet = {
        id: arn('cloudformation', context, `changeSet/${name}/${uuid()}`),
        name,
        type,
        description: input.Description,
        created: new Date(),
        revision,
        ...(reason === undefined
          ? describedChanges({ stack, revision, plan }, types, context)
          : { changes: [], changesWithValues: [] }),
        onStackFailure: input.OnStackFailure,
        includeNestedStacks: input.IncludeNestedStacks ?? false,
        status: reason === undefined ? 'CREATE_COMPLETE' : 'FAILED',
        reason,
        warning: warning(plan),
        executionStatus: reason === undefined ? 'AVAILABLE' : 'UNAVAILABLE',
      };
      stack.changeSets.set(changeSet.id, changeSet);
      if (!existing) setStackStatus(stack, 'REVIEW_IN_PROGRESS', 'User Initiated', input.ClientToken);
      return { Id: changeSet.id, StackId: stack.id };
    } catch (error) {
      if (!existing) store.discard(stack);
      throw error;
    }
  },
);

function checkType(
  stack: Stack,
  { ChangeSetType: type, StackName }: { ChangeSetType: string; StackName: string },
  changeSetName: string,
): void {
  const isNew = stack.status === 'REVIEW_IN_PROGRESS';
  if (type === 'CREATE' && !isNew) {
    throw validationError(
      `Stack [${stack.deleted ? StackName : stack.name}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
    );
  }
  if (type === 'UPDATE') checkUpdatable(stack);
}

/** An export may be there when the change set is executed, which fails otherwise. */
function warning({ missingExports: [missing] }: Plan): string | undefined {
  return (
    missing &&
    '[WARN] --include-property-values option can return incomplete ChangeSet data because: ' +
      `ChangeSet creation failed for resource [${missing.logicalId}] because: No export named ${missing.name}`
  );
}

function failure(plan: Plan): string | undefined {
  if (plan.isChange) return undefined;
  return "The submitted information didn't contain changes. Submit different information to create a change set.";
}
