import type {
  UpdateTerminationProtectionCommandOutput,
  UpdateTerminationProtectionInput,
} from '@aws-sdk/client-cloudformation';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';

type Output = Omit<UpdateTerminationProtectionCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection = modelled<UpdateTerminationProtectionInput, Output>(
  'UpdateTerminationProtection',
  (input, context) => {
    const { StackName, EnableTerminationProtection } = input;
    const stack = stackStore(context).require(StackName);
    stack.terminationProtection = EnableTerminationProtection;
    return { StackId: stack.id };
  },
);
