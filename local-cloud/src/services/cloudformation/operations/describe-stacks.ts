import type { DescribeStacksCommandOutput, DescribeStacksInput } from '@aws-sdk/client-cloudformation';
import { describeStack } from '../describe-stack.ts';
import { stackWithIdMissing } from '../errors.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { stackStore } from '../store.ts';

type Output = Omit<DescribeStacksCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks = modelled<DescribeStacksInput, Output>('DescribeStacks', (input, context) => {
  const { StackName } = input;
  const store = stackStore(context);
  const stacks =
    StackName === undefined
      ? store.all().filter((stack) => !stack.deleted)
      : [store.require(StackName, stackWithIdMissing)];
  const { items, NextToken } = pageOf(stacks, input);
  return { Stacks: items.map(describeStack), NextToken };
});
