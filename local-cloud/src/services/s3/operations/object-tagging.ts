import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import { checkTags } from '../description.ts';
import { modelled } from '../input.ts';
import { versionOf } from '../object-members.ts';
import { requireBucket, requireObject } from '../store.ts';
import type { OfObject } from '../types.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging = modelled<GetObjectTaggingRequest, GetObjectTaggingOutput>(
  'GetObjectTagging',
  (input, context) => {
    const { object, version } = find(input, input.VersionId, context, 'GET');
    return { ...version, TagSet: object.tags.map((tag) => ({ ...tag })) };
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging = modelled<PutObjectTaggingRequest, PutObjectTaggingOutput>(
  'PutObjectTagging',
  (input, context) => {
    const { object, version } = find(input, input.VersionId, context, 'PUT');
    const { TagSet } = input.Tagging;
    checkTags(TagSet, { limit: 10, what: 'Object' });
    object.tags = TagSet;
    return version;
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging = modelled<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput>(
  'DeleteObjectTagging',
  (input, context) => {
    const { object, version } = find(input, input.VersionId, context, 'DELETE');
    object.tags = [];
    return version;
  },
);

function find(input: OfObject, versionId: string | undefined, context: OperationContext, method: string) {
  const bucket = requireBucket(input, context);
  const object = requireObject(bucket, input.Key, versionId, method, { markerIsNone: false });
  return { object, version: versionOf(bucket, object.versionId) };
}
