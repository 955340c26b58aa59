import type { CreateLogStreamRequest, DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { resourceAlreadyExists } from '../errors.ts';
import { modelled } from '../input.ts';
import { logStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = modelled<CreateLogStreamRequest, undefined>(
  'CreateLogStream',
  (input, context) => {
    const group = logStore(context).group(input.logGroupName);
    if (group.streams.has(input.logStreamName)) throw resourceAlreadyExists('log stream');
    group.addStream(input.logStreamName);
  },
);

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream = modelled<DeleteLogStreamRequest, undefined>(
  'DeleteLogStream',
  (input, context) => {
    const group = logStore(context).group(input.logGroupName);
    group.removeStream(group.stream(input.logStreamName));
  },
);
