import { inOrder } from '../template/dependencies.ts';
import type { Journal } from '../types.ts';
import { deleteResources, isThere } from './delete-resources.ts';
import { setResource, setStackStatus } from './events.ts';
import { stackReason } from './failure.ts';
import { isClosing, type StackOperation } from './operation.ts';
import { updateResource } from './resource-operations.ts';

/**
 * Undoes a failed update: what was updated gets its former properties back, what was replaced its former physical
 * resource; what was created goes. The stack is UPDATE_ROLLBACK_IN_PROGRESS already.
 *
 * @param skip logical ids that are taken as rolled back, whatever their condition (ContinueUpdateRollback)
 */
export async function rollBackUpdate(
  operation: StackOperation,
  journal: Journal,
  skip: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { stack, token } = operation;
  const { doomed } = journal;
  stack.revision = journal.before;
  const failures: string[] = [];
  for (const logicalId of [...inOrder(journal.before.dependencies), ...leftovers(journal)]) {
    if (isClosing(operation)) return;
    const kind = journal.touched.get(logicalId);
    const before = journal.resources.get(logicalId);
    const now = stack.resources.get(logicalId);
    if (kind === undefined || !now) continue;
    if (!before || !isThere(before)) {
      if (isThere(now)) doomed.push({ resource: now, policy: 'Delete', forget: true });
      else setResource(stack, now, { status: 'DELETE_COMPLETE' }, { forget: true });
    } else if (kind !== 'updated' || skip.has(logicalId)) {
      const successor = isThere(now) && now.state.physicalId !== before.state.physicalId ? now : undefined;
      if (successor)
        doomed.push({ resource: { ...successor, state: successor.state! }, policy: 'Delete', old: true });
      setResource(stack, before, { status: 'UPDATE_COMPLETE' });
    } else if (isThere(now)) {
      await updateResource(operation, before, now, journal.before).catch(() => failures.push(logicalId));
    }
    if (!failures.includes(logicalId)) journal.touched.delete(logicalId);
  }
  if (failures.length > 0) {
    const reason = stackReason(failures.map((logicalId) => ({ logicalId, verb: 'update' })));
    setStackStatus(stack, 'UPDATE_ROLLBACK_FAILED', reason, token);
    return;
  }
  stack.outputs = journal.outputs;
  stack.imports = journal.imports;
  stack.journal = undefined;
  setStackStatus(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, token);
  await finishRollback(operation, journal);
}

/** Ends a rollback; the stack is UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS. */
export async function finishRollback(operation: StackOperation, { doomed, after }: Journal): Promise<void> {
  const { stack, token } = operation;
  await deleteResources(operation, doomed, after.dependencies);
  if (!isClosing(operation)) setStackStatus(stack, 'UPDATE_ROLLBACK_COMPLETE', undefined, token);
}

/** What the update touched and the former template did not have. */
const leftovers = ({ touched, before }: Journal): string[] =>
  [...touched.keys()].filter((logicalId) => !before.dependencies.has(logicalId));
