import type {
  DescribeStackResourcesCommandOutput,
  DescribeStackResourcesInput,
} from '@aws-sdk/client-cloudformation';
import { describeResource, resourceMissing, sortedResources } from '../describe-resource.ts';
import { stackWithIdMissing, validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';
import type { Stack } from '../types.ts';

type Output = Omit<DescribeStackResourcesCommandOutput, '$metadata'>;

/** The operation has no pages: what is beyond this is for ListStackResources. */
const MAX_RESOURCES = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources = modelled<DescribeStackResourcesInput, Output>(
  'DescribeStackResources',
  (input, context) => {
    const { StackName, LogicalResourceId, PhysicalResourceId } = input;
    if ((StackName === undefined) === (PhysicalResourceId === undefined)) {
      throw validationError('Either StackName or PhysicalResourceId must be specified, but not both');
    }
    const store = stackStore(context);
    const stack =
      StackName === undefined
        ? store.all().find((one) => !one.deleted && holds(one, PhysicalResourceId))
        : store.require(StackName, stackWithIdMissing);
    if (!stack) throw validationError(`Stack for ${PhysicalResourceId} does not exist`);
    const found = sortedResources(stack).filter(
      ({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
    );
    if (LogicalResourceId !== undefined && found.length === 0) {
      throw resourceMissing(LogicalResourceId, stack.name);
    }
    return {
      StackResources: found.slice(0, MAX_RESOURCES).map((resource) => ({
        ...describeResource(resource),
        StackId: stack.id,
        StackName: stack.name,
        Timestamp: resource.updated,
      })),
    };
  },
);

const holds = ({ resources }: Stack, physicalId: string | undefined): boolean =>
  [...resources.values()].some(({ state }) => state?.physicalId === physicalId);
