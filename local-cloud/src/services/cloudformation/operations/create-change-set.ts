import type { CreateChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import { arn } from '../../../core/arn.ts';
import { notSupported } from '../../../core/aws-error.ts';
import { uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../service.ts';
import { pendingChangeSets } from '../change-sets.ts';
import { describedChanges } from '../engine/describe-changes.ts';
import { setStackStatus } from '../engine/events.ts';
import { type Plan, planChanges } from '../engine/plan.ts';
import { prepareRevision } from '../engine/prepare.ts';
import { checkUpdatable } from '../engine/start.ts';
import { alreadyExists, stackMissing, validationError } from '../errors.ts';
import { checkTags, clientRequestToken, flag, list, read, stackReference, stackSettings } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import { templateText } from '../template/load.ts';
import type { ChangeSet, Stack } from '../types.ts';

type Output = Omit<CreateChangeSetCommandOutput, '$metadata'>;

const Input = z.object({
  ...stackSettings,
  StackName: stackReference,
  ChangeSetName: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[a-zA-Z][-a-zA-Z0-9]*$/),
  ChangeSetType: z.enum(['CREATE', 'UPDATE', 'IMPORT']).default('UPDATE'),
  Description: z.string().min(1).max(1024).optional(),
  OnStackFailure: z.enum(['DO_NOTHING', 'ROLLBACK', 'DELETE']).optional(),
  IncludeNestedStacks: flag.default(false),
  ClientToken: clientRequestToken,
  ResourcesToImport: list(z.unknown()).optional(),
});

/**
 * The change set is complete, or has failed, when this answers; on AWS that takes a while.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export async function createChangeSet(input: unknown, context: OperationContext): Promise<Output> {
  const wanted = read(Input, input);
  const { ChangeSetName: name, ChangeSetType: type, Parameters = [], Capabilities = [] } = wanted;
  if (type === 'IMPORT') throw notSupported('The change set type IMPORT of AWS CloudFormation');
  checkTags(wanted.Tags);
  const store = stackStore(context);
  const existing = store.find(wanted.StackName);
  if (existing && pendingChangeSets(existing).some((other) => other.name === name)) {
    throw alreadyExists(`ChangeSet ${name} already exists`);
  }
  if (existing) checkType(existing, wanted, name);
  else if (type === 'UPDATE' || wanted.StackName.startsWith('arn:')) throw stackMissing(wanted.StackName);
  const text = await templateText(wanted, context, existing?.revision?.template.text);
  const types = await resourceTypes();
  const stack = existing ?? store.create(wanted.StackName, context);
  try {
    const revision = await prepareRevision(
      { ...wanted, templateText: text, Parameters, Capabilities },
      stack,
      context,
    );
    const plan = planChanges(stack, revision, types, context);
    const reason = failure(plan);
    const changeSet: ChangeSet = {
      id: arn('cloudformation', context, `changeSet/${name}/${uuid()}`),
      name,
      type,
      description: wanted.Description,
      created: new Date(),
      revision,
      ...(reason === undefined
        ? describedChanges({ stack, revision, plan }, types, context)
        : { changes: [], changesWithValues: [] }),
      onStackFailure: wanted.OnStackFailure,
      includeNestedStacks: wanted.IncludeNestedStacks,
      status: reason === undefined ? 'CREATE_COMPLETE' : 'FAILED',
      reason,
      warning: warning(plan),
      executionStatus: reason === undefined ? 'AVAILABLE' : 'UNAVAILABLE',
    };
    stack.changeSets.set(changeSet.id, changeSet);
    if (!existing) setStackStatus(stack, 'REVIEW_IN_PROGRESS', 'User Initiated', wanted.ClientToken);
    return { Id: changeSet.id, StackId: stack.id };
  } catch (error) {
    if (!existing) store.discard(stack);
    throw error;
  }
}

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
