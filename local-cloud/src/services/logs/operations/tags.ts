import type {
  ListTagsForResourceCommandOutput,
  ListTagsForResourceRequest,
  ListTagsLogGroupRequest,
  TagLogGroupRequest,
  TagResourceRequest,
  UntagLogGroupRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../core/aws-error.ts';
import { groupByArn } from '../find-group.ts';
import { modelled } from '../input.ts';
import { type LogGroup, logStore } from '../store.ts';

type ListOutput = Omit<ListTagsForResourceCommandOutput, '$metadata'>;

const MAX_TAGS = 50;

/** @throws AwsError TooManyTagsException (400) */
export function addTags(group: LogGroup, tags: Readonly<Record<string, string>>): void {
  const names = new Set([...group.tags.keys(), ...Object.keys(tags)]);
  if (names.size > MAX_TAGS) {
    throw new AwsError('TooManyTagsException', 'The maximum number of tags per resource is 50.');
  }
  for (const [key, value] of Object.entries(tags)) group.tags.set(key, value);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource = modelled<TagResourceRequest, undefined>('TagResource', (input, context) => {
  addTags(groupByArn(input.resourceArn, context), input.tags);
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource = modelled<UntagResourceRequest, undefined>('UntagResource', (input, context) => {
  const group = groupByArn(input.resourceArn, context);
  for (const key of input.tagKeys) group.tags.delete(key);
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = modelled<ListTagsForResourceRequest, ListOutput>(
  'ListTagsForResource',
  (input, context) => {
    return { tags: Object.fromEntries(groupByArn(input.resourceArn, context).tags) };
  },
);

/** The older way, by name. */
export const tagLogGroup = modelled<TagLogGroupRequest, undefined>('TagLogGroup', (input, context) => {
  addTags(logStore(context).group(input.logGroupName), input.tags);
});

export const untagLogGroup = modelled<UntagLogGroupRequest, undefined>('UntagLogGroup', (input, context) => {
  const group = logStore(context).group(input.logGroupName);
  for (const key of input.tags) group.tags.delete(key);
});

export const listTagsLogGroup = modelled<ListTagsLogGroupRequest, ListOutput>(
  'ListTagsLogGroup',
  (input, context) => {
    return { tags: Object.fromEntries(logStore(context).group(input.logGroupName).tags) };
  },
);
