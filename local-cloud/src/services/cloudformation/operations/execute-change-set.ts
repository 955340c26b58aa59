import type { ExecuteChangeSetCommandOutput, ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { forgetPending, requireChangeSet } from '../change-sets.ts';
import { planChanges } from '../engine/plan.ts';
import { checkUpdatable, startCreate, startUpdate } from '../engine/start.ts';
import { invalidChangeSetStatus, validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';

type Output = Omit<ExecuteChangeSetCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const executeChangeSet = modelled<ExecuteChangeSetInput, Promise<Output>>(
  'ExecuteChangeSet',
  async (input, context) => {
    const { ChangeSetName, StackName, ...how } = input;
    const types = resourceTypes(context);
    const { stack, changeSet } = requireChangeSet(ChangeSetName, StackName, context);
    if (changeSet.executionStatus !== 'AVAILABLE') {
      throw invalidChangeSetStatus(changeSet.id, 'executed', changeSet.status);
    }
    if (how.DisableRollback !== undefined && changeSet.onStackFailure !== undefined) {
      throw validationError('You can specify either DisableRollback or OnStackFailure, but not both.');
    }
    if (changeSet.type === 'UPDATE') checkUpdatable(stack);
    const { revision } = changeSet;
    const plan = planChanges(stack, revision, types, context);
    changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
    // The others were made for a stack that is about to be another.
    forgetPending(stack);
    const ended = ({ status }: typeof stack): void => {
      const done = status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE';
      if (done) stack.changeSetId = changeSet.id;
      changeSet.executionStatus = done ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED';
    };
    const start = { stack, revision, plan, types, token: how.ClientRequestToken, ended };
    const onFailure = changeSet.onStackFailure ?? (how.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK');
    if (changeSet.type === 'CREATE') {
      // A stack that a change set makes counts as updated, as AWS has it.
      stack.updated = new Date();
      startCreate({ ...start, onFailure, retainExceptOnCreate: how.RetainExceptOnCreate }, context);
    } else {
      startUpdate({ ...start, disableRollback: onFailure === 'DO_NOTHING' }, context);
    }
    return {};
  },
);
