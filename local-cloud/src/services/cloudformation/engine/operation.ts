import { upperId, uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { AnyResourceType, ResourceContext } from '../../../resources/resource-type.ts';
import { stackStore } from '../store.ts';
import type { Revision, Stack } from '../types.ts';
import { setStackStatus } from './events.ts';
import { unforeseen } from './failure.ts';

/** What the steps of one stack operation share. */
export interface StackOperation {
  readonly stack: Stack;
  readonly types: ReadonlyMap<string, AnyResourceType>;
  /** Without the request: resource types call operations as CloudFormation does, not as the caller did. */
  readonly context: OperationContext;
  /** Aborted when the operation is cancelled, times out, or the cloud closes; the reason is text. */
  readonly signal: AbortSignal;
  readonly token?: string;
  /** A stack policy that counts instead of the stack's own (StackPolicyDuringUpdateBody). */
  readonly policy?: string;
}

/**
 * Runs a stack operation in the background. The caller has put the stack into its `…_IN_PROGRESS` status already.
 *
 * @param options.timeoutInMinutes after which the operation is cancelled
 */
export function launch(
  stack: Stack,
  types: ReadonlyMap<string, AnyResourceType>,
  context: OperationContext,
  work: (operation: StackOperation) => Promise<void>,
  options: { token?: string; timeoutInMinutes?: number; policy?: string } = {},
): void {
  const store = stackStore(context);
  const cancellation = new AbortController();
  const cancel = (reason: string) => cancellation.abort(reason);
  const timer = options.timeoutInMinutes
    ? setTimeout(
        cancel,
        options.timeoutInMinutes * 60_000,
        'Stack creation time exceeded the specified timeout.',
      )
    : undefined;
  timer?.unref();
  const operation: StackOperation = {
    stack,
    types,
    context: { ...context, requestId: uuid(), request: undefined },
    signal: AbortSignal.any([cancellation.signal, store.closing]),
    token: options.token,
    policy: options.policy,
  };
  const finished = context.cloud.records
    .unit(() => work(operation))
    .catch((error: unknown) => {
      // A mistake of local-cloud's own. The stack must not look as if it were still at work.
      setStackStatus(stack, failedStatus(stack.status), `local-cloud failed: ${unforeseen(error)}`);
    })
    .finally(() => {
      clearTimeout(timer);
      if (stack.run !== run) return;
      stack.run = undefined;
      // A cloud that closes leaves to the next what it has not done.
      if (store.closing.aborted) return;
      stack.undertaking = undefined;
      store.save(stack);
    });
  const run = { cancel, finished };
  stack.run = run;
  store.track(finished);
}

const failedStatus = (status: Stack['status']): Stack['status'] => {
  if (status.startsWith('UPDATE_ROLLBACK')) return 'UPDATE_ROLLBACK_FAILED';
  if (status.startsWith('ROLLBACK')) return 'ROLLBACK_FAILED';
  if (status.startsWith('DELETE')) return 'DELETE_FAILED';
  return status.startsWith('UPDATE') ? 'UPDATE_FAILED' : 'CREATE_FAILED';
};

/** Whether the cloud is closing: nothing that an operation still does would be seen. */
export const isClosing = ({ context }: StackOperation): boolean => stackStore(context).closing.aborted;

/** The same operation for what undoes it: a cancellation has had its effect then, and only closing still counts. */
export const undoing = (operation: StackOperation): StackOperation => ({
  ...operation,
  signal: stackStore(operation.context).closing,
});

/** What a resource type's operations get to know. */
export function resourceContext(
  { stack, context, signal }: StackOperation,
  logicalId: string,
  revision: Revision | undefined = stack.revision,
): ResourceContext {
  return {
    ...context,
    requestId: uuid(),
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    tags: [
      ...(revision?.tags ?? []),
      { Key: 'aws:cloudformation:stack-name', Value: stack.name },
      { Key: 'aws:cloudformation:stack-id', Value: stack.id },
      { Key: 'aws:cloudformation:logical-id', Value: logicalId },
    ],
    generateName: (options) => generatedName(stack.name, logicalId, options),
    signal,
  };
}

const SUFFIX_LENGTH = 12;

/** `stack-logical-SUFFIX`; where that is too long, stack and logical id share what is left of the room. */
function generatedName(
  stackName: string,
  logicalId: string,
  { maxLength = 255, lowerCase = false }: { maxLength?: number; lowerCase?: boolean } = {},
): string {
  const room = maxLength - SUFFIX_LENGTH - 2;
  const logicalRoom = Math.max(Math.floor(room / 2), room - stackName.length);
  const logicalPart = logicalId.slice(0, logicalRoom);
  const stackPart = stackName.slice(0, room - logicalPart.length);
  const name = `${stackPart}-${logicalPart}-${upperId(SUFFIX_LENGTH)}`;
  return lowerCase ? name.toLowerCase() : name;
}
