import type { ListTagsForResourceCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import { groupByArn } from '../find-group.ts';
import { logGroupName, parseInput, tagMap } from '../input.ts';
import { type LogGroup, logStore } from '../store.ts';

type ListOutput = Omit<ListTagsForResourceCommandOutput, '$metadata'>;

const resourceArn = z.string().min(1).max(1011);
const ByArn = z.object({ resourceArn });
const ByName = z.object({ logGroupName });
const tagKeys = z.array(z.string());

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
export function tagResource(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByArn.extend({ tags: tagMap }), input);
  addTags(groupByArn(request.resourceArn, context), request.tags);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export function untagResource(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByArn.extend({ tagKeys }), input);
  const group = groupByArn(request.resourceArn, context);
  for (const key of request.tagKeys) group.tags.delete(key);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(input: unknown, context: OperationContext): ListOutput {
  const request = parseInput(ByArn, input);
  return { tags: Object.fromEntries(groupByArn(request.resourceArn, context).tags) };
}

/** The older way, by name. */
export function tagLogGroup(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByName.extend({ tags: tagMap }), input);
  addTags(logStore(context).group(request.logGroupName), request.tags);
}

export function untagLogGroup(input: unknown, context: OperationContext): undefined {
  const request = parseInput(ByName.extend({ tags: tagKeys }), input);
  const group = logStore(context).group(request.logGroupName);
  for (const key of request.tags) group.tags.delete(key);
}

export function listTagsLogGroup(input: unknown, context: OperationContext): ListOutput {
  const request = parseInput(ByName, input);
  return { tags: Object.fromEntries(logStore(context).group(request.logGroupName).tags) };
}
