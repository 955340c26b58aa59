import type { ListChangeSetsCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { pendingChangeSets } from '../change-sets.ts';
import { read, stackReference } from '../input.ts';
import { page } from '../page.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListChangeSetsCommandOutput, '$metadata'>;

const Input = z.object({ StackName: stackReference, NextToken: z.string().min(1).optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export function listChangeSets(input: unknown, context: OperationContext): Output {
  const { StackName, NextToken: token } = read(Input, input);
  const stack = stackStore(context).require(StackName);
  const { items, NextToken } = page(pendingChangeSets(stack), token);
  return {
    Summaries: items.map((changeSet) => ({
      StackId: stack.id,
      StackName: stack.name,
      ChangeSetId: changeSet.id,
      ChangeSetName: changeSet.name,
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.reason,
      CreationTime: changeSet.created,
      Description: changeSet.description,
      IncludeNestedStacks: changeSet.includeNestedStacks,
    })),
    NextToken,
  };
}
