import type {
  DeleteSubscriptionFilterRequest,
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../core/aws-error.ts';
import { modelled } from '../input.ts';
import { logStore } from '../store.ts';

/** There are none: PutSubscriptionFilter is not supported. */
export const describeSubscriptionFilters = modelled<
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse
>('DescribeSubscriptionFilters', (input, context) => {
  logStore(context).group(input.logGroupName);
  return { subscriptionFilters: [] };
});

/** @throws AwsError ResourceNotFoundException, always */
export const deleteSubscriptionFilter = modelled<DeleteSubscriptionFilterRequest, never>(
  'DeleteSubscriptionFilter',
  (input, context) => {
    logStore(context).group(input.logGroupName);
    throw new AwsError('ResourceNotFoundException', 'The specified subscription filter does not exist.');
  },
);

/** There are none: PutMetricFilter is not supported. */
export const describeMetricFilters = modelled<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse>(
  'DescribeMetricFilters',
  (input, context) => {
    if (input.logGroupName !== undefined) logStore(context).group(input.logGroupName);
    return { metricFilters: [] };
  },
);
