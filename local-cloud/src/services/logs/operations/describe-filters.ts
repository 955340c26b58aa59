import { z } from 'zod';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import { logGroupName, logStreamName, parseInput } from '../input.ts';
import { logStore } from '../store.ts';

/** There are none: PutSubscriptionFilter is not supported. */
export function describeSubscriptionFilters(input: unknown, context: OperationContext) {
  const request = parseInput(z.object({ logGroupName }), input);
  logStore(context).group(request.logGroupName);
  return { subscriptionFilters: [] };
}

/** @throws AwsError ResourceNotFoundException, always */
export function deleteSubscriptionFilter(input: unknown, context: OperationContext): never {
  const request = parseInput(z.object({ logGroupName, filterName: logStreamName }), input);
  logStore(context).group(request.logGroupName);
  throw new AwsError('ResourceNotFoundException', 'The specified subscription filter does not exist.');
}

/** There are none: PutMetricFilter is not supported. */
export function describeMetricFilters(input: unknown, context: OperationContext) {
  const request = parseInput(z.object({ logGroupName: logGroupName.optional() }), input);
  if (request.logGroupName !== undefined) logStore(context).group(request.logGroupName);
  return { metricFilters: [] };
}
