import type { DescribeAccountLimitsCommandOutput } from '@aws-sdk/client-cloudformation';

type Output = Omit<DescribeAccountLimitsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const describeAccountLimits = (): Output => ({
  AccountLimits: [
    { Name: 'StackLimit', Value: 2000 },
    { Name: 'StackOutputsLimit', Value: 200 },
    { Name: 'ConcurrentResourcesLimit', Value: 2500 },
  ],
});
