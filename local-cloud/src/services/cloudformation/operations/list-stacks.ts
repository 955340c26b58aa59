import type { ListStacksCommandOutput, ListStacksInput } from '@aws-sdk/client-cloudformation';
import { summarizeStack } from '../describe-stack.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListStacksCommandOutput, '$metadata'>;

/**
 * Deleted stacks are listed, too.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html
 */
export const listStacks = modelled<ListStacksInput, Output>('ListStacks', (input, context) => {
  const { StackStatusFilter = [] } = input;
  const stacks = stackStore(context)
    .all()
    .filter(
      ({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.some((each) => each === status),
    );
  const { items, NextToken } = pageOf(stacks, input);
  return { StackSummaries: items.map(summarizeStack), NextToken };
});
