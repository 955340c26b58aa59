import { isObject } from '../../../resources/json.ts';
import { changedProperties, isReplacement, isTaggable } from '../resource-types.ts';
import { absentAttribute } from '../support/absent.ts';
import { evaluate } from '../template/evaluate.ts';
import type { Journal, Revision, StackResource } from '../types.ts';
import { setResource } from './events.ts';
import { stackReason } from './failure.ts';
import { walk } from './graph-run.ts';
import type { StackOperation } from './operation.ts';
import { createResource, declared, updateResource } from './resource-operations.ts';
import { identityOf, importedValue, resourceScope } from './scope.ts';
import { checkStackPolicy } from './stack-policy.ts';

/**
 * Creates and updates resources until the stack's are those of a revision, each after those it refers to. What the
 * revision no longer has stays: it is removed when everything else has succeeded.
 *
 * @param journal notes what was touched, to undo it; absent when a stack is created
 * @returns why it failed, or undefined
 */
export async function applyRevision(
  operation: StackOperation,
  revision: Revision,
  journal?: Journal,
): Promise<string | undefined> {
  const { stack, signal } = operation;
  const failures: { logicalId: string; verb: 'create' | 'update' }[] = [];
  const scope = scopeFor(operation, revision);

  async function applyOne(logicalId: string): Promise<void> {
    const current = stack.resources.get(logicalId);
    if (!current?.state) journal?.touched.set(logicalId, 'created');
    try {
      const declaration = revision.resources.get(logicalId)!;
      const evaluated = evaluatedProperties(operation, logicalId, revision, scope);
      const wanted = declared(logicalId, declaration, evaluated);
      if (!current?.state) {
        await createResource(operation, wanted);
        return;
      }
      await change(operation, wanted, { ...current, state: current.state }, revision, journal);
    } catch (error) {
      if (!journal?.touched.has(logicalId)) journal?.touched.set(logicalId, 'refused');
      failures.push({ logicalId, verb: current?.state ? 'update' : 'create' });
      throw error;
    }
  }

  const { failed, skipped } = await walk(revision.dependencies, applyOne, { signal });
  if (signal.aborted && skipped.size > 0) return String(signal.reason);
  return failed.size > 0 ? stackReason(failures) : undefined;
}

async function change(
  operation: StackOperation,
  wanted: StackResource,
  current: StackResource & { state: NonNullable<StackResource['state']> },
  revision: Revision,
  journal: Journal | undefined,
): Promise<void> {
  const { stack, types } = operation;
  const { logicalId, deletionPolicy, updateReplacePolicy, metadata } = wanted;
  const type = types.get(wanted.type)!;
  const changed = changedProperties(current.properties, wanted.properties);
  const replaces = isReplacement(type, changed, { before: current.properties, after: wanted.properties });
  const retag = isTaggable(type) && JSON.stringify(journal?.before.tags) !== JSON.stringify(revision.tags);
  const mended = current.status.endsWith('FAILED');
  if (changed.length === 0 && !retag && !mended) {
    // No event: to CloudFormation, nothing happened to this resource.
    const kept = { ...current, deletionPolicy, updateReplacePolicy, metadata };
    if (metadata === current.metadata) stack.resources.set(logicalId, kept);
    else setResource(stack, kept, { status: 'UPDATE_COMPLETE' });
    return;
  }
  checkStackPolicy(operation, current, replaces ? 'Update:Replace' : 'Update:Modify');
  noteChange(journal, current, replaces);
  if (replaces) await createResource(operation, wanted, current);
  else await updateResource(operation, wanted, current, revision);
}

function noteChange(
  journal: Journal | undefined,
  current: StackResource & { state: NonNullable<StackResource['state']> },
  replaces: boolean,
): void {
  const earlier = journal?.touched.get(current.logicalId);
  const isOwn = earlier === 'created' || earlier === 'replaced';
  // An update that goes on from a failed one may replace what that one made: nothing goes back to it.
  if (isOwn && replaces) journal?.doomed.push({ resource: current, policy: 'Delete', old: true });
  if (!isOwn) journal?.touched.set(current.logicalId, replaces ? 'replaced' : 'updated');
}

/** Evaluates a resource's properties; a function that fails is the failure of its resource. */
function evaluatedProperties(
  { stack }: StackOperation,
  logicalId: string,
  revision: Revision,
  scope: ReturnType<typeof resourceScope>,
) {
  const declaration = revision.resources.get(logicalId)!;
  const current = stack.resources.get(logicalId);
  try {
    const properties = evaluate(declaration.properties, scope);
    return isObject(properties) ? properties : {};
  } catch (error) {
    const begun = current?.state ? current : declared(logicalId, declaration, {});
    const reason = error instanceof Error ? error.message : String(error);
    setResource(stack, begun, { status: current?.state ? 'UPDATE_FAILED' : 'CREATE_FAILED', reason });
    throw error;
  }
}

/** The scope in which a running operation evaluates: resources as they are by now, or as they are given. */
export function scopeFor(
  { stack, types, context }: StackOperation,
  revision: Revision,
  resources: ReadonlyMap<string, StackResource> = stack.resources,
) {
  return resourceScope(revision, identityOf(stack, revision.notificationArns, context), {
    types,
    lookup: (logicalId) => resources.get(logicalId)?.state,
    importValue: (name) => importedValue(name, stack, context),
    absent: (attribute) => absentAttribute(attribute, stack.name, context),
  });
}
