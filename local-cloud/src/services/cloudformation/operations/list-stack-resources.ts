import type { ListStackResourcesCommandOutput } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { describeResource, sortedResources } from '../describe-resource.ts';
import { stackWithIdMissing } from '../errors.ts';
import { read, stackReference } from '../input.ts';
import { page } from '../page.ts';
import { stackStore } from '../store.ts';

type Output = Omit<ListStackResourcesCommandOutput, '$metadata'>;

const Input = z.object({ StackName: stackReference, NextToken: z.string().min(1).optional() });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listStackResources(input: unknown, context: OperationContext): Output {
  const { StackName, NextToken: token } = read(Input, input);
  const stack = stackStore(context).require(StackName, stackWithIdMissing);
  const { items, NextToken } = page(sortedResources(stack), token);
  return {
    StackResourceSummaries: items.map((resource) => ({
      ...describeResource(resource),
      LastUpdatedTimestamp: resource.updated,
    })),
    NextToken,
  };
}
