import { forgetPending } from '../change-sets.ts';
import { stackStore } from '../store.ts';
import type { Graph } from '../template/dependencies.ts';
import { deleteResources, deletionPolicyOf, isThere } from './delete-resources.ts';
import { setResource, setStackStatus } from './events.ts';
import { stackReason } from './failure.ts';
import { isClosing, type StackOperation } from './operation.ts';

const NO_DEPENDENCIES: Graph = new Map();

export interface DeleteOptions {
  /** Logical ids to leave alone. */
  readonly retain: ReadonlySet<string>;
  /** Whether resources that can't be deleted are left behind, instead of failing the deletion. */
  readonly force: boolean;
}

/** Deletes a stack's resources; the stack is DELETE_IN_PROGRESS already. */
export async function deleteStack(
  operation: StackOperation,
  { retain, force }: DeleteOptions,
): Promise<void> {
  const { stack, signal } = operation;
  const doomed = [...stack.resources.values()].filter(isThere).map((resource) => ({
    resource,
    policy: retain.has(resource.logicalId) ? 'Retain' : deletionPolicyOf(resource),
  }));
  const graph = stack.revision?.dependencies ?? NO_DEPENDENCIES;
  const { failed, skipped } = await deleteResources(operation, doomed, graph, signal);
  if (isClosing(operation)) return;
  if (failed.size === 0) return finishDeletion(operation);
  if (force) {
    // What the failed resources need was not tried, and has to stay with them.
    for (const logicalId of [...failed.keys(), ...skipped]) {
      const left = stack.resources.get(logicalId);
      if (left) setResource(stack, left, { status: 'DELETE_SKIPPED' });
    }
    return finishDeletion(operation);
  }
  const reason = stackReason([...failed.keys()].map((logicalId) => ({ logicalId, verb: 'delete' })));
  setStackStatus(stack, 'DELETE_FAILED', reason, operation.token);
}

export function finishDeletion({ stack, context, token }: StackOperation): void {
  forgetPending(stack);
  setStackStatus(stack, 'DELETE_COMPLETE', undefined, token);
  stackStore(context).markDeleted(stack);
}
