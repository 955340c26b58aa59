import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../core/aws-error.ts';
import type { OperationContext } from '../../protocols/operation.ts';
import { scopeFor } from './engine/apply.ts';
import { resourceContext, type StackOperation } from './engine/operation.ts';
import { evaluateOutput } from './engine/outputs.ts';
import { resourceTypes } from './resource-types.ts';
import { stackStore } from './store.ts';
import type { Journal, Output, Revision, Stack, StackResource } from './types.ts';

type Resources = ReadonlyMap<string, StackResource>;

/** Of a stack that may yet go back to what its journal has: its outputs are those of before. */
const UNDER_JOURNAL = /^UPDATE_(ROLLBACK_)?(IN_PROGRESS|FAILED)$/;

/**
 * A resource that answers elsewhere than before has the stack's outputs say so, and its exports. Stacks that import those
 * keep what they were given. Whatever is the matter with a stack, the cloud starts: the operator is told.
 */
export function followMoves(stack: Stack, context: OperationContext): void {
  if (stack.deleted) return;
  try {
    follow(stack, context);
  } catch (error) {
    notify(context, `The outputs of stack ${stack.name} could not be brought up to date: ${said(error)}`);
  }
}

function follow(stack: Stack, context: OperationContext): void {
  const operation = { stack, types: resourceTypes(context), context, signal: stackStore(context).closing };
  const before = stack.outputs;
  const moved = movedIn(operation, stack.resources);
  for (const [logicalId, resource] of moved) stack.resources.set(logicalId, resource);
  const journal = UNDER_JOURNAL.test(stack.status)
    ? (stack.undertaking?.journal ?? stack.journal)
    : undefined;
  if (journal) followInJournal(operation, journal);
  else if (moved.size > 0 && stack.revision)
    stack.outputs = upToDate(operation, stack.revision, stack.outputs, stack.resources);
  const old = new Map(before.map(({ key, value }) => [key, value]));
  const changed = stack.outputs.filter(({ key, value }) => old.get(key) !== value);
  if (changed.length === 0) return;
  const values = changed.map(({ key, value }) => `${key} ${value}`).join(', ');
  notify(
    context,
    `The outputs of stack ${stack.name} say so: ${values}. What was given the address before keeps it until it is deployed with a change.`,
  );
}

/** What a rollback goes back to has moved, too. */
function followInJournal(operation: StackOperation, journal: Journal): void {
  const { stack } = operation;
  const moved = movedIn(operation, journal.resources);
  if (moved.size === 0) return;
  const resources = new Map([...journal.resources, ...moved]);
  const outputs = upToDate(operation, journal.before, journal.outputs, resources);
  const followed = { ...journal, resources, outputs };
  stack.outputs = outputs;
  if (stack.journal === journal) stack.journal = followed;
  if (stack.undertaking?.journal === journal) stack.undertaking = { ...stack.undertaking, journal: followed };
}

/** Those of the resources that answer elsewhere, as they are now. */
function movedIn(operation: StackOperation, resources: Resources): Map<string, StackResource> {
  const moved = new Map<string, StackResource>();
  for (const [logicalId, resource] of resources) {
    const { type, state, properties } = resource;
    const current = state && operation.types.get(type)?.current;
    if (!current) continue;
    const now = whereThere(() => current(state, properties, resourceContext(operation, logicalId)));
    if (now === undefined || now.physicalId !== state.physicalId) continue;
    if (!isDeepStrictEqual(now.attributes, state.attributes))
      moved.set(logicalId, { ...resource, state: now });
  }
  return moved;
}

/** Outputs as they are by now. One that can't be told any more, as its resource is gone, keeps the value it had. */
function upToDate(
  operation: StackOperation,
  revision: Revision,
  outputs: readonly Output[],
  resources: Resources,
): Output[] {
  const { stack, context } = operation;
  const scope = scopeFor(operation, revision, resources);
  return outputs.map((output) => {
    const declaration = revision.template.outputs.get(output.key);
    if (!declaration) return output;
    try {
      return { ...output, value: evaluateOutput(declaration.value, scope) };
    } catch (error) {
      notify(context, `Output ${output.key} of stack ${stack.name} stays ${output.value}: ${said(error)}`);
      return output;
    }
  });
}

/** Somebody may have deleted it by hand, which is not for a start to tell. */
function whereThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const notify = ({ cloud }: OperationContext, text: string): void => void cloud.events.emit('notice', text);
