import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { checkPolicyText } from '../engine/stack-policy.ts';
import { validationError } from '../errors.ts';
import { read, stackReference } from '../input.ts';
import { stackStore } from '../store.ts';

const Input = z.object({
  StackName: stackReference,
  StackPolicyBody: z.string().min(1).max(16_384).optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export function setStackPolicy(input: unknown, context: OperationContext): void {
  const { StackName, StackPolicyBody } = read(Input, input);
  if (StackPolicyBody === undefined) {
    throw validationError('You must specify either the StackPolicyURL or the StackPolicyBody parameter');
  }
  checkPolicyText(StackPolicyBody);
  stackStore(context).require(StackName).policy = StackPolicyBody;
}
