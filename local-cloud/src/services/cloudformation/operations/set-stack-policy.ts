import type { SetStackPolicyInput } from '@aws-sdk/client-cloudformation';
import { checkPolicyText } from '../engine/stack-policy.ts';
import { validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export const setStackPolicy = modelled<SetStackPolicyInput, void>('SetStackPolicy', (input, context) => {
  const { StackName, StackPolicyBody } = input;
  if (StackPolicyBody === undefined) {
    throw validationError('You must specify either the StackPolicyURL or the StackPolicyBody parameter');
  }
  checkPolicyText(StackPolicyBody);
  stackStore(context).require(StackName).policy = StackPolicyBody;
});
