import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { OperationContext } from '../../../protocols/operation.ts';
import { type DeleteOptions, deleteStack as deleteResources } from '../engine/delete-stack.ts';
import { setStackStatus } from '../engine/events.ts';
import { launch } from '../engine/operation.ts';
import { inWords } from '../engine/outputs.ts';
import { remember } from '../engine/start.ts';
import { validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';
import type { Stack } from '../types.ts';

/**
 * Succeeds where there is no such stack, as on AWS.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export const deleteStack = modelled<DeleteStackInput, Promise<void>>(
  'DeleteStack',
  async (input, context) => {
    const { StackName, RetainResources = [], DeletionMode, ClientRequestToken: token } = input;
    const types = resourceTypes(context);
    const stack = stackStore(context).find(StackName);
    if (!stack || stack.deleted || stack.status === 'DELETE_IN_PROGRESS') return;
    checkDeletable(stack, RetainResources, context);
    remember(stack, 'DeleteStack', token);
    const former = stack.run;
    const options: DeleteOptions = {
      retain: new Set(RetainResources),
      force: DeletionMode === 'FORCE_DELETE_STACK',
    };
    stack.undertaking = options;
    setStackStatus(stack, 'DELETE_IN_PROGRESS', 'User Initiated', token);
    former?.cancel('Resource creation cancelled');
    const work = async (operation: Parameters<typeof deleteResources>[0]) => {
      // What is just being created can only be deleted once it is there.
      await former?.finished;
      await deleteResources(operation, options);
    };
    launch(stack, types, context, work, { token });
  },
);

function checkDeletable(stack: Stack, retained: readonly string[], context: OperationContext): void {
  if (stack.terminationProtection) {
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (stack.status.endsWith('_IN_PROGRESS') && !/^(CREATE|REVIEW)_/.test(stack.status)) {
    throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
  }
  if (retained.length > 0 && stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. Specify RetainResources only for a stack in DELETE_FAILED state`,
    );
  }
  const unknown = retained.filter((logicalId) => !stack.resources.has(logicalId));
  if (unknown.length > 0) {
    throw validationError(`The specified resources to retain do not exist: [${unknown.join(', ')}]`);
  }
  for (const { exportName } of stack.outputs) {
    const importers = exportName === undefined ? [] : stackStore(context).importers(exportName);
    if (importers.length > 0) {
      throw validationError(
        `Export ${exportName} cannot be deleted as it is in use by ${inWords(importers)}`,
      );
    }
  }
}
