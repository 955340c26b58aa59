import type { CancelUpdateStackInput } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export const cancelUpdateStack = modelled<CancelUpdateStackInput, void>(
  'CancelUpdateStack',
  (input, context) => {
    const stack = stackStore(context).require(input.StackName);
    if (stack.status !== 'UPDATE_IN_PROGRESS') {
      throw validationError('CancelUpdateStack cannot be called from current stack status');
    }
    stack.run?.cancel('User Initiated');
  },
);
