import type { Cloud } from '../../core/cloud.ts';
import { uuid } from '../../core/ids.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { failCreation, rollBack } from './engine/create-stack.ts';
import { deleteStack } from './engine/delete-stack.ts';
import { setResource } from './engine/events.ts';
import { launch, resourceContext, type StackOperation } from './engine/operation.ts';
import { finishRollback, rollBackUpdate } from './engine/roll-back-update.ts';
import { failUpdate, finishUpdate } from './engine/update-stack.ts';
import { followMoves } from './follow-moves.ts';
import { resourceTypes } from './resource-types.ts';
import { stackStore } from './store.ts';
import type { Stack } from './types.ts';

const INTERRUPTED = 'local-cloud ended while this was under way.';

/**
 * Takes up the stacks that were in the middle of something when the cloud ended: what was being created or updated is
 * rolled back, what was being rolled back or deleted goes on. None stays `…_IN_PROGRESS`.
 */
export async function restore(cloud: Cloud, regions: readonly string[]): Promise<void> {
  for (const region of regions) {
    const context = { cloud, region, accountId: cloud.accountId, requestId: uuid() };
    const store = stackStore(context);
    for (const stack of store.all()) {
      // It ended between its last event and its end.
      if (stack.status === 'DELETE_COMPLETE' && !stack.deleted) store.markDeleted(stack);
      followMoves(stack, context);
      if (!stack.status.endsWith('_IN_PROGRESS') || stack.status === 'REVIEW_IN_PROGRESS') continue;
      for (const changeSet of stack.changeSets.values()) {
        if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') changeSet.executionStatus = 'EXECUTE_FAILED';
      }
      resume(stack, context);
    }
  }
}

function resume(stack: Stack, context: OperationContext): void {
  launch(stack, resourceTypes(context), context, async (operation) => {
    await settleResources(operation);
    await goOn(operation);
  });
}

async function goOn(operation: StackOperation): Promise<void> {
  const { stack } = operation;
  const { status, revision, undertaking = {} } = stack;
  const { onFailure = 'ROLLBACK', retainExceptOnCreate = false, journal = stack.journal } = undertaking;
  const { retain = new Set<string>(), force = false } = undertaking;
  switch (status) {
    case 'CREATE_IN_PROGRESS':
      return failCreation(operation, revision!, { onFailure, retainExceptOnCreate }, INTERRUPTED);
    case 'ROLLBACK_IN_PROGRESS':
      return rollBack(operation, revision!, { retainExceptOnCreate }, 'ROLLBACK');
    case 'DELETE_IN_PROGRESS':
      return deleteStack(operation, { retain, force });
    case 'UPDATE_IN_PROGRESS':
      return failUpdate(
        operation,
        { journal: journal!, disableRollback: stack.disableRollback },
        INTERRUPTED,
      );
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return rollBackUpdate(operation, journal!);
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return finishUpdate(operation, revision!, journal!);
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return finishRollback(operation, journal!);
    default:
      throw new Error(`${stack.name} was left in ${status}`);
  }
}

/** Resources that were being made: what there is of them is found, or they have failed. */
async function settleResources(operation: StackOperation): Promise<void> {
  const { stack, types } = operation;
  for (const resource of [...stack.resources.values()]) {
    const { logicalId, status, state } = resource;
    if (!/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status)) continue;
    const context = resourceContext(operation, logicalId);
    const found = await types.get(resource.type)?.findCreated?.(context);
    const verb = status.startsWith('CREATE') ? 'CREATE' : 'UPDATE';
    if (!state) setResource(stack, resource, { status: `${verb}_FAILED`, reason: INTERRUPTED, state: found });
    else if (found && found.physicalId !== state.physicalId)
      await types.get(resource.type)?.delete(found, resource.properties, context);
  }
}
