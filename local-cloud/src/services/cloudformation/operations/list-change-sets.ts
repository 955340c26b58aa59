import type { ListChangeSetsCommandOutput, ListChangeSetsInput } from '@aws-sdk/client-cloudformation';
import { pendingChangeSets } from '../change-sets.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListChangeSetsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const listChangeSets = modelled<ListChangeSetsInput, Output>('ListChangeSets', (input, context) => {
  const { StackName } = input;
  const stack = stackStore(context).require(StackName);
  const { items, NextToken } = pageOf(pendingChangeSets(stack), input);
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
});
