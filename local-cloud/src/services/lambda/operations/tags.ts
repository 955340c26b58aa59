import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import { notSupported } from '../../../core/aws-error.ts';
import { uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { invalidParameter } from '../errors.ts';
import { findFunction } from '../function-name.ts';
import { modelled } from '../input.ts';
import type { FunctionRecord } from '../types.ts';

const MAX_TAGS = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource = modelled<TagResourceRequest, void>('TagResource', (input, context) => {
  const record = find(input.Resource, context);
  if (Object.keys(input.Tags).length === 0) {
    throw invalidParameter('An error occurred and the request cannot be processed.');
  }
  const all = new Map([...record.tags, ...Object.entries(input.Tags)]);
  if (all.size > MAX_TAGS) throw invalidParameter('Number of tags exceeds resource tag limit.');
  for (const [key, value] of all) record.tags.set(key, value);
  record.latest.revisionId = uuid();
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource = modelled<UntagResourceRequest, void>('UntagResource', (input, context) => {
  const record = find(input.Resource, context);
  for (const key of [input.TagKeys].flat()) record.tags.delete(key);
  record.latest.revisionId = uuid();
});

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags = modelled<ListTagsRequest, ListTagsResponse>('ListTags', (input, context) => {
  const record = find(input.Resource, context);
  return { Tags: Object.fromEntries(record.tags) };
});

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
