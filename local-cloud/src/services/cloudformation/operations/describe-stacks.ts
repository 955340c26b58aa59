import type { DescribeStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { describeStack } from '../describe-stack.ts';
import { stackWithIdMissing } from '../errors.ts';
import { read, stackReference } from '../input.ts';
import { page } from '../page.ts';
import { stackStore } from '../store.ts';

type Output = Omit<DescribeStacksCommandOutput, '$metadata'>;

const Input = z.object({ StackName: stackReference.optional(), NextToken: z.string().min(1).optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export function describeStacks(input: unknown, context: OperationContext): Output {
  const { StackName, NextToken: token } = read(Input, input);
  const store = stackStore(context);
  const stacks =
    StackName === undefined
      ? store.all().filter((stack) => !stack.deleted)
      : [store.require(StackName, stackWithIdMissing)];
  const { items, NextToken } = page(stacks, token);
  return { Stacks: items.map(describeStack), NextToken };
}
