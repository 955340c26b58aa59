import type { DeleteChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { findChangeSet } from '../change-sets.ts';
import { invalidChangeSetStatus } from '../errors.ts';
import { read, stackReference } from '../input.ts';

type Output = Omit<DeleteChangeSetCommandOutput, '$metadata'>;

const Input = z.object({
  ChangeSetName: z.string().min(1).max(1600),
  StackName: stackReference.optional(),
});

/**
 * Succeeds where the change set is gone already.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html
 */
export function deleteChangeSet(input: unknown, context: OperationContext): Output {
  const { ChangeSetName, StackName } = read(Input, input);
  const found = findChangeSet(ChangeSetName, StackName, context);
  if (found?.changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
    throw invalidChangeSetStatus(found.changeSet.id, 'deleted', found.changeSet.status);
  }
  found?.stack.changeSets.delete(found.changeSet.id);
  return {};
}
