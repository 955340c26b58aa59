import type { ContinueUpdateRollbackCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { setStackStatus } from '../engine/events.ts';
import { launch } from '../engine/operation.ts';
import { rollBackUpdate } from '../engine/roll-back-update.ts';
import { validationError } from '../errors.ts';
import { clientRequestToken, list, read, stackReference } from '../input.ts';
import { resourceTypes } from '../resource-types.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ContinueUpdateRollbackCommandOutput, '$metadata'>;

const Input = z.object({
  StackName: stackReference,
  ResourcesToSkip: list(z.string()).default([]),
  ClientRequestToken: clientRequestToken,
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export async function continueUpdateRollback(input: unknown, context: OperationContext): Promise<Output> {
  const { StackName, ResourcesToSkip, ClientRequestToken: token } = read(Input, input);
  const types = await resourceTypes();
  const stack = stackStore(context).require(StackName);
  const { journal } = stack;
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !journal) {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not continue rolling back an update.`,
    );
  }
  setStackStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', token);
  const skip = new Set(ResourcesToSkip);
  launch(stack, types, context, (operation) => rollBackUpdate(operation, journal, skip), { token });
  return {};
}
