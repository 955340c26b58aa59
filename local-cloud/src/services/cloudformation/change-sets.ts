import type { OperationContext } from '../../protocols/operation.ts';
import { changeSetNotFound, validationError } from './errors.ts';
import { stackStore } from './store.ts';
import type { ChangeSet, Stack } from './types.ts';

interface Found {
  readonly stack: Stack;
  readonly changeSet: ChangeSet;
}

/** A change set by its ARN, or by its name and its stack. */
export function findChangeSet(
  nameOrId: string,
  stackName: string | undefined,
  context: OperationContext,
): Found | undefined {
  const store = stackStore(context);
  if (nameOrId.startsWith('arn:')) {
    for (const stack of store.all()) {
      const changeSet = stack.changeSets.get(nameOrId);
      if (changeSet) return { stack, changeSet };
    }
    return undefined;
  }
  if (stackName === undefined) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  const stack = store.require(stackName);
  const changeSet = [...stack.changeSets.values()].reverse().find(({ name }) => name === nameOrId);
  return changeSet && { stack, changeSet };
}

/** Executed ones that stay known, by id. */
const KEPT = 10;

/** The change sets that can still be executed, or could not be made: an executed one frees its name, and is not listed. */
export const pendingChangeSets = (stack: Stack): ChangeSet[] =>
  [...stack.changeSets.values()].filter(({ executionStatus }) => !executionStatus.startsWith('EXECUTE_'));

/** Forgets all but those that were executed, the last of which are still described when asked for by id. */
export function forgetPending(stack: Stack): void {
  for (const { id } of pendingChangeSets(stack)) stack.changeSets.delete(id);
  for (const id of [...stack.changeSets.keys()].slice(0, -KEPT)) stack.changeSets.delete(id);
}

/** Says of those that were made for a stack as it no longer is that they can't be executed. */
export function outdate(stack: Stack): void {
  for (const changeSet of pendingChangeSets(stack)) {
    if (changeSet.executionStatus === 'AVAILABLE') changeSet.executionStatus = 'OBSOLETE';
  }
}

/** @throws AwsError ChangeSetNotFound (404); ValidationError where there is no such stack */
export function requireChangeSet(
  nameOrId: string,
  stackName: string | undefined,
  context: OperationContext,
): Found {
  const found = findChangeSet(nameOrId, stackName, context);
  if (!found) throw changeSetNotFound(nameOrId);
  return found;
}
