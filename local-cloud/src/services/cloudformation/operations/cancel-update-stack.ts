import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { validationError } from '../errors.ts';
import { clientRequestToken, read, stackReference } from '../input.ts';
import { stackStore } from '../store.ts';

const Input = z.object({ StackName: stackReference, ClientRequestToken: clientRequestToken });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export function cancelUpdateStack(input: unknown, context: OperationContext): void {
  const stack = stackStore(context).require(read(Input, input).StackName);
  if (stack.status !== 'UPDATE_IN_PROGRESS') {
    throw validationError('CancelUpdateStack cannot be called from current stack status');
  }
  stack.run?.cancel('User Initiated');
}
