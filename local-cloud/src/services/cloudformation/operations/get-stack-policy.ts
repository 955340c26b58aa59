import type { GetStackPolicyCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { read, stackReference } from '../input.ts';
import { stackStore } from '../store.ts';

type Output = Omit<GetStackPolicyCommandOutput, '$metadata'>;

const Input = z.object({ StackName: stackReference });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export function getStackPolicy(input: unknown, context: OperationContext): Output {
  return { StackPolicyBody: stackStore(context).require(read(Input, input).StackName).policy };
}
