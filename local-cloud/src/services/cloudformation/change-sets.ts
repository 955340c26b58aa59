import type { OperationContext } from '../service.ts';
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
      const changeSet = [...stack.changeSets.values()].find(({ id }) => id === nameOrId);
      if (changeSet) return { stack, changeSet };
    }
    return undefined;
  }
  if (stackName === undefined) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  const stack = store.require(stackName);
  const changeSet = stack.changeSets.get(nameOrId);
  return changeSet && { stack, changeSet };
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
