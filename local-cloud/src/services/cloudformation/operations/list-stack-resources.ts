import type {
  ListStackResourcesCommandOutput,
  ListStackResourcesInput,
} from '@aws-sdk/client-cloudformation';
import { describeResource, sortedResources } from '../describe-resource.ts';
import { stackWithIdMissing } from '../errors.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListStackResourcesCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources = modelled<ListStackResourcesInput, Output>(
  'ListStackResources',
  (input, context) => {
    const { StackName } = input;
    const stack = stackStore(context).require(StackName, stackWithIdMissing);
    const { items, NextToken } = pageOf(sortedResources(stack), input);
    return {
      StackResourceSummaries: items.map((resource) => ({
        ...describeResource(resource),
        LastUpdatedTimestamp: resource.updated,
      })),
      NextToken,
    };
  },
);
