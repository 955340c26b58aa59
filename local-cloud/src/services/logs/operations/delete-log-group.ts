import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../core/aws-error.ts';
import { modelled } from '../input.ts';
import { logStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup = modelled<DeleteLogGroupRequest, undefined>(
  'DeleteLogGroup',
  (input, context) => {
    const store = logStore(context);
    const group = store.group(input.logGroupName);
    if (group.deletionProtected) {
      throw new AwsError(
        'OperationAbortedException',
        'The log group cannot be deleted because deletion protection is enabled.',
      );
    }
    store.removeGroup(group);
  },
);
