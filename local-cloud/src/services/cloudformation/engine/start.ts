import type { OnStackFailure } from '@aws-sdk/client-cloudformation';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { AnyResourceType } from '../../../resources/resource-type.ts';
import { notUpdatable, tokenAlreadyExists } from '../errors.ts';
import type { Journal, Revision, Stack, StackEvent } from '../types.ts';
import { createStack } from './create-stack.ts';
import { setStackStatus } from './events.ts';
import { launch, type StackOperation } from './operation.ts';
import type { Plan } from './plan.ts';
import { updateStack } from './update-stack.ts';

interface Start {
  readonly stack: Stack;
  readonly revision: Revision;
  readonly plan: Plan;
  readonly types: ReadonlyMap<string, AnyResourceType>;
  readonly token?: string;
  /** Called when the operation has ended, however it did. */
  readonly ended?: (stack: Stack) => void;
}

/** Begins to create a stack; it is CREATE_IN_PROGRESS when this returns. */
export function startCreate(
  start: Start & { onFailure: OnStackFailure; retainExceptOnCreate?: boolean },
  context: OperationContext,
): void {
  const { stack, revision, plan, types, token, onFailure, retainExceptOnCreate = false, ended } = start;
  stack.revision = revision;
  stack.disableRollback = onFailure === 'DO_NOTHING';
  stack.undertaking = { onFailure, retainExceptOnCreate };
  setStackStatus(stack, 'CREATE_IN_PROGRESS', 'User Initiated', token);
  const work = async (operation: StackOperation): Promise<void> => {
    await createStack(operation, revision, { plan, onFailure, retainExceptOnCreate });
    ended?.(stack);
  };
  launch(stack, types, context, work, { token, timeoutInMinutes: stack.timeoutInMinutes });
}

/** Begins to update a stack; it is UPDATE_IN_PROGRESS when this returns. */
export function startUpdate(
  start: Start & { disableRollback: boolean; policy?: string },
  context: OperationContext,
): void {
  const { stack, revision, plan, types, token, disableRollback, policy, ended } = start;
  const journal = journalFor(stack, revision);
  stack.revision = revision;
  stack.updated = new Date();
  stack.disableRollback = disableRollback;
  stack.undertaking = { journal };
  stack.forgottenEvents += forgetEvents(stack.events);
  setStackStatus(stack, 'UPDATE_IN_PROGRESS', 'User Initiated', token);
  const work = async (operation: StackOperation): Promise<void> => {
    await updateStack(operation, revision, { plan, journal, disableRollback });
    ended?.(stack);
  };
  launch(stack, types, context, work, { token, policy });
}

/** A stack keeps so many events, or a few more, however often it is updated. AWS keeps those of 90 days. */
const EVENTS = 2000;

/** @returns how many went */
function forgetEvents(events: StackEvent[]): number {
  return events.splice(0, Math.max(events.length - EVENTS, 0)).length;
}

/** After UPDATE_FAILED the next update goes on from there, and a rollback goes back to what was before both. */
function journalFor(stack: Stack, after: Revision): Journal {
  if (stack.journal) return { ...stack.journal, after };
  return {
    before: stack.revision!,
    after,
    outputs: stack.outputs,
    imports: stack.imports,
    resources: new Map(stack.resources),
    touched: new Map(),
    doomed: [],
  };
}

const UPDATABLE: ReadonlySet<string> = new Set([
  ...['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'CREATE_FAILED', 'UPDATE_FAILED'],
]);

/** @throws AwsError ValidationError "Stack:ARN is in X state and can not be updated." */
export function checkUpdatable(stack: Stack): void {
  if (!UPDATABLE.has(stack.status)) throw notUpdatable(stack.id, stack.status);
}

/**
 * Whether a request with this token was served before.
 *
 * @throws AwsError TokenAlreadyExistsException where it was for another operation
 */
export function isRepeated(stack: Stack, operation: string, token: string | undefined): boolean {
  if (token === undefined) return false;
  const earlier = stack.tokens.get(token);
  if (earlier === undefined) return false;
  if (earlier !== operation) throw tokenAlreadyExists(token);
  return true;
}

/** Remembers a token, once its request has been accepted. */
export function remember(stack: Stack, operation: string, token: string | undefined): void {
  if (token !== undefined) stack.tokens.set(token, operation);
}
