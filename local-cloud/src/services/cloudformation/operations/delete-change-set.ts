import type { DeleteChangeSetCommandOutput, DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { findChangeSet } from '../change-sets.ts';
import { invalidChangeSetStatus } from '../errors.ts';
import { modelled } from '../input.ts';

type Output = Omit<DeleteChangeSetCommandOutput, '$metadata'>;

/**
 * Succeeds where the change set is gone already.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html
 */
export const deleteChangeSet = modelled<DeleteChangeSetInput, Output>('DeleteChangeSet', (input, context) => {
  const { ChangeSetName, StackName } = input;
  const found = findChangeSet(ChangeSetName, StackName, context);
  if (found?.changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
    throw invalidChangeSetStatus(found.changeSet.id, 'deleted', found.changeSet.status);
  }
  found?.stack.changeSets.delete(found.changeSet.id);
  return {};
});
