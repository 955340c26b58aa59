import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { checksumMembers } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { cannedAcl, checkKey, describeUpload, taggingHeader } from '../description.ts';
import { modelled } from '../input.ts';
import { encryptionOf, writtenVersionOf } from '../object-members.ts';
import { receiveBody } from '../receive-body.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { AsSent, ObjectVersion } from '../types.ts';
import { checkAclAllowed } from './acl.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = modelled<AsSent<PutObjectRequest>, Promise<PutObjectOutput>>(
  'PutObject',
  async (input, context) => {
    const bucket = requireBucket(input, context);
    checkKey(input.Key);
    const description = describeUpload(input);
    const tags = taggingHeader(input.Tagging);
    const acl = cannedAcl(input.ACL);
    checkAclAllowed(bucket, acl);
    checkWriteConditions(bucket.latest(input.Key), input.Key, input);
    const { blob, etag, checksum } = await receiveBody(input, context);
    try {
      // The bytes took their time: of two writers under If-None-Match, only the first to finish may win.
      checkWriteConditions(bucket.latest(input.Key), input.Key, input);
      requireBucket(input, context);
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
      acl: acl ?? 'private',
    };
    await bucket.add(object);
    return {
      ETag: `"${etag}"`,
      ...checksumMembers(checksum),
      ...encryptionOf(object),
      ...writtenVersionOf(bucket, object.versionId),
    };
  },
);

/** Now, to the second: S3 keeps no more. */
export const wholeSecond = (): Date => new Date(Math.floor(Date.now() / 1000) * 1000);
