import type { Doomed, Journal, Revision } from '../types.ts';
import { applyRevision } from './apply.ts';
import { deleteResources, deletionPolicyOf, isThere } from './delete-resources.ts';
import { setStackStatus } from './events.ts';
import { isClosing, type StackOperation, undoing } from './operation.ts';
import { evaluateOutputs } from './outputs.ts';
import type { Plan } from './plan.ts';
import { rollBackUpdate } from './roll-back-update.ts';
import { checkStackPolicy } from './stack-policy.ts';

export interface UpdateOptions {
  readonly plan: Plan;
  readonly journal: Journal;
  readonly disableRollback: boolean;
}

/** Updates a stack's resources; the stack is UPDATE_IN_PROGRESS, and its revision is the new one, already. */
export async function updateStack(
  operation: StackOperation,
  revision: Revision,
  options: UpdateOptions,
): Promise<void> {
  const { stack, token } = operation;
  const { journal } = options;
  const failure = await attempt(operation, revision, options);
  if (isClosing(operation)) return;
  if (failure !== undefined) return failUpdate(operation, options, failure);
  stack.journal = undefined;
  setStackStatus(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, token);
  await finishUpdate(operation, revision, journal);
}

/** Ends an update that has succeeded; the stack is UPDATE_COMPLETE_CLEANUP_IN_PROGRESS. */
export async function finishUpdate(
  operation: StackOperation,
  revision: Revision,
  journal: Journal,
): Promise<void> {
  await cleanUp(operation, revision, journal);
  if (!isClosing(operation)) setStackStatus(operation.stack, 'UPDATE_COMPLETE', undefined, operation.token);
}

/** What becomes of an update that can't be done, or not any more; the stack is UPDATE_IN_PROGRESS. */
export async function failUpdate(
  operation: StackOperation,
  { journal, disableRollback }: Pick<UpdateOptions, 'journal' | 'disableRollback'>,
  failure: string,
): Promise<void> {
  const { stack, token } = operation;
  stack.journal = journal;
  if (disableRollback) {
    setStackStatus(stack, 'UPDATE_FAILED', failure, token);
    return;
  }
  setStackStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', failure, token);
  await rollBackUpdate(undoing(operation), journal);
}

async function attempt(
  operation: StackOperation,
  revision: Revision,
  { plan, journal }: UpdateOptions,
): Promise<string | undefined> {
  const { stack } = operation;
  const [missing] = plan.missingExports;
  if (missing !== undefined) return `No export named ${missing.name} found.`;
  stack.imports = plan.imports;
  try {
    for (const resource of removed(revision, journal)) {
      journal.touched.set(resource.logicalId, 'refused');
      checkStackPolicy(operation, resource, 'Update:Delete');
      journal.touched.delete(resource.logicalId);
    }
    const failure = await applyRevision(operation, revision, journal);
    if (failure !== undefined) return failure;
    stack.outputs = evaluateOutputs(operation, revision);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const removed = (revision: Revision, { resources }: Journal) =>
  [...resources.values()].filter(
    (resource) => isThere(resource) && !revision.resources.has(resource.logicalId),
  );

/** Deletes what was replaced and what is no longer in the template. A failure here no longer fails the update. */
async function cleanUp(operation: StackOperation, revision: Revision, journal: Journal): Promise<void> {
  const { stack } = operation;
  const doomed: Doomed[] = [...journal.doomed];
  for (const current of [...stack.resources.values()]) {
    const { logicalId } = current;
    // Made by an earlier, failed update, and no longer wanted.
    if (revision.resources.has(logicalId) || journal.resources.has(logicalId)) continue;
    if (isThere(current)) doomed.push({ resource: current, policy: deletionPolicyOf(current), forget: true });
    else stack.resources.delete(logicalId);
  }
  for (const before of journal.resources.values()) {
    if (!revision.resources.has(before.logicalId)) {
      if (isThere(before)) doomed.push({ resource: before, policy: deletionPolicyOf(before), forget: true });
      else stack.resources.delete(before.logicalId);
      continue;
    }
    const now = stack.resources.get(before.logicalId);
    // Some types' physical ids are their names: the new resource then took the old one's place.
    const replaced =
      journal.touched.get(before.logicalId) === 'replaced' &&
      now?.state?.physicalId !== before.state?.physicalId;
    if (replaced && isThere(before)) {
      doomed.push({
        resource: before,
        policy: now?.updateReplacePolicy ?? before.updateReplacePolicy,
        old: true,
      });
    }
  }
  const { failed } = await deleteResources(operation, doomed, journal.before.dependencies);
  for (const logicalId of failed.keys()) {
    if (!revision.resources.has(logicalId)) stack.resources.delete(logicalId);
  }
}
