import type { OnStackFailure } from '@aws-sdk/client-cloudformation';
import type { Revision } from '../types.ts';
import { applyRevision } from './apply.ts';
import { deleteResources, deletionPolicyOf, isThere } from './delete-resources.ts';
import { finishDeletion } from './delete-stack.ts';
import { setResource, setStackStatus } from './events.ts';
import { stackReason } from './failure.ts';
import { isClosing, type StackOperation, undoing } from './operation.ts';
import { evaluateOutputs } from './outputs.ts';
import type { Plan } from './plan.ts';

export interface CreateOptions {
  readonly plan: Plan;
  readonly onFailure: OnStackFailure;
  /** Whether a rollback deletes also what has the DeletionPolicy Retain. */
  readonly retainExceptOnCreate: boolean;
}

/** Creates a stack's resources; the stack is CREATE_IN_PROGRESS already. */
export async function createStack(
  operation: StackOperation,
  revision: Revision,
  options: CreateOptions,
): Promise<void> {
  const { stack } = operation;
  const failure = await attempt(operation, revision, options.plan);
  // DeleteStack may take over a stack that is still being created.
  if (isClosing(operation) || stack.status !== 'CREATE_IN_PROGRESS') return;
  if (failure === undefined) setStackStatus(stack, 'CREATE_COMPLETE', undefined, operation.token);
  else await failCreation(operation, revision, options, failure);
}

/** What becomes of a stack that can't be created, or not any more; it is CREATE_IN_PROGRESS. */
export async function failCreation(
  operation: StackOperation,
  revision: Revision,
  options: Omit<CreateOptions, 'plan'>,
  failure: string,
): Promise<void> {
  const { stack } = operation;
  switch (options.onFailure) {
    case 'DO_NOTHING':
      setStackStatus(stack, 'CREATE_FAILED', failure, operation.token);
      return;
    case 'DELETE':
      setStackStatus(
        stack,
        'DELETE_IN_PROGRESS',
        `${sentence(failure)}Delete requested by user.`,
        operation.token,
      );
      return rollBack(undoing(operation), revision, options, 'DELETE');
    default:
      setStackStatus(
        stack,
        'ROLLBACK_IN_PROGRESS',
        `${sentence(failure)}Rollback requested by user.`,
        operation.token,
      );
      return rollBack(undoing(operation), revision, options, 'ROLLBACK');
  }
}

/** Does everything but report; shared by creating and updating. @returns why it failed, or undefined */
async function attempt(
  operation: StackOperation,
  revision: Revision,
  plan: Plan,
): Promise<string | undefined> {
  const { stack } = operation;
  const [missing] = plan.missingExports;
  if (missing !== undefined) return `No export named ${missing.name} found.`;
  stack.imports = plan.imports;
  const failure = await applyRevision(operation, revision);
  if (failure !== undefined) return failure;
  try {
    stack.outputs = evaluateOutputs(operation, revision);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const sentence = (text: string): string => `${text.trimEnd().replace(/\.?$/, '.')} `;

/** Deletes what was created; the stack is ROLLBACK_IN_PROGRESS or DELETE_IN_PROGRESS already. */
export async function rollBack(
  operation: StackOperation,
  revision: Revision,
  { retainExceptOnCreate }: Pick<CreateOptions, 'retainExceptOnCreate'>,
  kind: 'ROLLBACK' | 'DELETE',
): Promise<void> {
  const { stack } = operation;
  stack.imports = new Set();
  for (const resource of [...stack.resources.values()].filter((one) => !isThere(one))) {
    setResource(stack, resource, { status: 'DELETE_COMPLETE' });
  }
  const doomed = [...stack.resources.values()].filter(isThere).map((resource) => {
    const goes = retainExceptOnCreate || resource.deletionPolicy === 'RetainExceptOnCreate';
    return { resource, policy: goes ? 'Delete' : deletionPolicyOf(resource) };
  });
  const { failed } = await deleteResources(operation, doomed, revision.dependencies);
  if (isClosing(operation)) return;
  if (failed.size > 0) {
    const reason = stackReason([...failed.keys()].map((logicalId) => ({ logicalId, verb: 'delete' })));
    setStackStatus(stack, `${kind}_FAILED`, reason, operation.token);
  } else if (kind === 'DELETE') {
    finishDeletion(operation);
  } else {
    setStackStatus(stack, 'ROLLBACK_COMPLETE', undefined, operation.token);
  }
}
