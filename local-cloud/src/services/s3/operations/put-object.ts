import type { OperationContext } from '../../../protocols/operation.ts';
import { checksumHeaders } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { cannedAcl, checkKey, describeUpload, taggingHeader } from '../description.ts';
import { encryptionHeaders, writtenVersionHeader } from '../object-headers.ts';
import { receiveBody } from '../receive-body.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { ObjectInput, ObjectVersion, S3Output } from '../types.ts';
import { checkAclAllowed } from './acl.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(input: ObjectInput, context: OperationContext): Promise<S3Output> {
  const bucket = requireBucket(input.Bucket, context);
  checkKey(input.Key);
  const description = describeUpload(context);
  const tags = taggingHeader(context);
  const acl = cannedAcl(context) ?? 'private';
  checkAclAllowed(bucket, acl);
  checkWriteConditions(bucket.latest(input.Key), input.Key, context);
  const { blob, etag, checksum } = await receiveBody(context);
  try {
    // The bytes took their time: of two writers under If-None-Match, only the first to finish may win.
    checkWriteConditions(bucket.latest(input.Key), input.Key, context);
    requireBucket(input.Bucket, context);
  } catch (error) {
    await bucketStore(context).blobs.release([blob]);
    throw error;
  }
  const object: ObjectVersion = {
    ...description,
    kind: 'object',
    key: input.Key,
    versionId: bucket.nextVersionId(),
    lastModified: wholeSecond(),
    etag,
    size: blob.size,
    blobs: [blob],
    checksum,
    tags,
    acl,
  };
  await bucket.add(object);
  return {
    headers: {
      etag: `"${etag}"`,
      ...checksumHeaders(checksum),
      ...encryptionHeaders(object),
      ...writtenVersionHeader(bucket, object.versionId),
    },
  };
}

/** Now, to the second: S3 keeps no more. */
export const wholeSecond = (): Date => new Date(Math.floor(Date.now() / 1000) * 1000);
