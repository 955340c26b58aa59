import type { GetStackPolicyCommandOutput, GetStackPolicyInput } from '@aws-sdk/client-cloudformation';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';

type Output = Omit<GetStackPolicyCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export const getStackPolicy = modelled<GetStackPolicyInput, Output>('GetStackPolicy', (input, context) => {
  return { StackPolicyBody: stackStore(context).require(input.StackName).policy };
});
