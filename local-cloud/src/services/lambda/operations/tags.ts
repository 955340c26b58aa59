import type { ListTagsCommandOutput } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { notSupported } from '../../../core/aws-error.ts';
import { uuid } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { tags } from '../schemas.ts';
import type { FunctionRecord } from '../types.ts';

const MAX_TAGS = 50;

const Resource = z.object({
  Resource: z
    .string()
    .max(256)
    .regex(/^arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:.+$/),
});
const Tag = Resource.extend({ Tags: tags() });
const Untag = Resource.extend({ tagKeys: z.union([z.string(), z.array(z.string())]) });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export function tagResource(input: unknown, context: OperationContext): void {
  const request = checkInput(Tag, input);
  const record = find(request.Resource, context);
  const all = new Map([...record.tags, ...Object.entries(request.Tags)]);
  if (all.size > MAX_TAGS) throw invalidParameter('Number of tags exceeds resource tag limit.');
  for (const [key, value] of all) record.tags.set(key, value);
  record.latest.revisionId = uuid();
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export function untagResource(input: unknown, context: OperationContext): void {
  const request = checkInput(Untag, input);
  const record = find(request.Resource, context);
  for (const key of [request.tagKeys].flat()) record.tags.delete(key);
  record.latest.revisionId = uuid();
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export function listTags(
  input: unknown,
  context: OperationContext,
): Omit<ListTagsCommandOutput, '$metadata'> {
  const record = find(checkInput(Resource, input).Resource, context);
  return { Tags: Object.fromEntries(record.tags) };
}

function find(resource: string, context: OperationContext): FunctionRecord {
  if (!resource.includes(':function:'))
    throw notSupported(`Tagging ${resource}: only functions have tags, it`);
  const { record, qualifier } = findFunction(resource, undefined, context);
  if (qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return record;
}
