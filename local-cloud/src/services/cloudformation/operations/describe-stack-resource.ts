import type {
  DescribeStackResourceCommandOutput,
  DescribeStackResourceInput,
} from '@aws-sdk/client-cloudformation';
import { describeResource, resourceMissing } from '../describe-resource.ts';
import { validationError } from '../errors.ts';
import { modelled } from '../input.ts';
import { stackStore } from '../store.ts';

type Output = Omit<DescribeStackResourceCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource = modelled<DescribeStackResourceInput, Output>(
  'DescribeStackResource',
  (input, context) => {
    const { StackName, LogicalResourceId } = input;
    const missing = (name: string) => validationError(`Stack '${name}' does not exist`);
    const stack = stackStore(context).require(StackName, missing);
    const resource = stack.resources.get(LogicalResourceId);
    // What a rollback deleted is still listed, but not described; a deleted stack's resources are, for as long as it is kept.
    const gone = resource?.status === 'DELETE_COMPLETE' && !stack.deleted;
    if (!resource || gone) throw resourceMissing(LogicalResourceId, StackName);
    return {
      StackResourceDetail: {
        ...describeResource(resource),
        StackId: stack.id,
        StackName: stack.name,
        LastUpdatedTimestamp: resource.updated,
        Metadata: resource.metadata,
      },
    };
  },
);
