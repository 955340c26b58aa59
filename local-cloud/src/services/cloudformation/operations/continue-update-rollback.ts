import type {
  ContinueUpdateRollbackCommandOutput,
  ContinueUpdateRollbackInput,
} from '@aws-sdk/client-cloudformation';
import { setStackStatus } from '../engine/events.ts';
import { launch } from '../engine/operation.ts';
import { rollBackUpdate } from '../engine/roll-back-update.ts';
import { validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ContinueUpdateRollbackCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const continueUpdateRollback = modelled<ContinueUpdateRollbackInput, Promise<Output>>(
  'ContinueUpdateRollback',
  async (input, context) => {
    const { StackName, ResourcesToSkip, ClientRequestToken: token } = input;
    const types = resourceTypes(context);
    const stack = stackStore(context).require(StackName);
    const { journal } = stack;
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !journal) {
      throw validationError(
        `Stack:${stack.id} is in ${stack.status} state and can not continue rolling back an update.`,
      );
    }
    stack.undertaking = { journal };
    setStackStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', token);
    const skip = new Set(ResourcesToSkip);
    launch(stack, types, context, (operation) => rollBackUpdate(operation, journal, skip), { token });
    return {};
  },
);
