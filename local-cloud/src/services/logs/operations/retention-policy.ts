import type {
  DeleteRetentionPolicyRequest,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { modelled } from '../input.ts';
import { logStore } from '../store.ts';

/** Events older than that are no longer answered. */
export const putRetentionPolicy = modelled<PutRetentionPolicyRequest, undefined>(
  'PutRetentionPolicy',
  (input, context) => {
    logStore(context).group(input.logGroupName).retentionInDays = input.retentionInDays;
  },
);

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy = modelled<DeleteRetentionPolicyRequest, undefined>(
  'DeleteRetentionPolicy',
  (input, context) => {
    logStore(context).group(input.logGroupName).retentionInDays = undefined;
  },
);
