import type {
  DescribeAccountLimitsCommandOutput,
  DescribeAccountLimitsInput,
} from '@aws-sdk/client-cloudformation';
import { modelled } from '../input.ts';

type Output = Omit<DescribeAccountLimitsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const describeAccountLimits = modelled<DescribeAccountLimitsInput, Output>(
  'DescribeAccountLimits',
  (_input) => ({
    AccountLimits: [
      { Name: 'StackLimit', Value: 2000 },
      { Name: 'StackOutputsLimit', Value: 200 },
      { Name: 'ConcurrentResourcesLimit', Value: 2500 },
    ],
  }),
);
