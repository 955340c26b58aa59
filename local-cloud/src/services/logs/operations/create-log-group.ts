import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { resourceAlreadyExists } from '../errors.ts';
import { modelled } from '../input.ts';
import { logStore } from '../store.ts';
import { addTags } from './tags.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = modelled<CreateLogGroupRequest, undefined>(
  'CreateLogGroup',
  (input, context) => {
    const store = logStore(context);
    if (store.groups.has(input.logGroupName)) throw resourceAlreadyExists('log group');
    const group = store.addGroup(input.logGroupName, input.logGroupClass);
    group.kmsKeyId = input.kmsKeyId;
    group.deletionProtected = input.deletionProtectionEnabled ?? false;
    addTags(group, input.tags ?? {});
  },
);
