import type { ListStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { summarizeStack } from '../describe-stack.ts';
import { list, read } from '../input.ts';
import { page } from '../page.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListStacksCommandOutput, '$metadata'>;

const Input = z.object({
  StackStatusFilter: list(z.string()).default([]),
  NextToken: z.string().min(1).optional(),
});

/**
 * Deleted stacks are listed, too.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html
 */
export function listStacks(input: unknown, context: OperationContext): Output {
  const { StackStatusFilter, NextToken: token } = read(Input, input);
  const stacks = stackStore(context)
    .all()
    .filter(({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.includes(status));
  const { items, NextToken } = page(stacks, token);
  return { StackSummaries: items.map(summarizeStack), NextToken };
}
