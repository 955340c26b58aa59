import type { UpdateTerminationProtectionCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { flag, read, stackReference } from '../input.ts';
import { stackStore } from '../store.ts';

type Output = Omit<UpdateTerminationProtectionCommandOutput, '$metadata'>;

const Input = z.object({ StackName: stackReference, EnableTerminationProtection: flag });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export function updateTerminationProtection(input: unknown, context: OperationContext): Output {
  const { StackName, EnableTerminationProtection } = read(Input, input);
  const stack = stackStore(context).require(StackName);
  stack.terminationProtection = EnableTerminationProtection;
  return { StackId: stack.id };
}
