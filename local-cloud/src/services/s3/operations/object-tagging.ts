import type { OperationContext } from '../../../protocols/operation.ts';
import { tagsIn } from '../configuration.ts';
import { checkTags } from '../description.ts';
import { versionHeader } from '../object-headers.ts';
import { requireBucket, requireObject } from '../store.ts';
import type { ObjectInput, S3Output } from '../types.ts';
import { readDocument } from '../xml-body.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export function getObjectTagging(input: ObjectInput, context: OperationContext): S3Output {
  const { object, headers } = find(input, context, 'GET');
  return {
    headers,
    document: { root: 'Tagging', content: { TagSet: { Tag: object.tags.map((tag) => ({ ...tag })) } } },
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export async function putObjectTagging(input: ObjectInput, context: OperationContext): Promise<S3Output> {
  find(input, context, 'PUT');
  const tags = tagsIn(await readDocument(context, 'Tagging'));
  checkTags(tags, { limit: 10, what: 'Object' });
  const { object, headers } = find(input, context, 'PUT');
  object.tags = tags;
  return { headers };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export function deleteObjectTagging(input: ObjectInput, context: OperationContext): S3Output {
  const { object, headers } = find(input, context, 'DELETE');
  object.tags = [];
  return { headers };
}

function find(input: ObjectInput, context: OperationContext, method: string) {
  const bucket = requireBucket(input.Bucket, context);
  const object = requireObject(bucket, input.Key, input.versionId, method, { markerIsNone: false });
  return { object, headers: versionHeader(bucket, object.versionId) };
}
