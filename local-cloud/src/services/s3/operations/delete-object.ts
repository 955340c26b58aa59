import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import { checkWriteConditions } from '../conditions.ts';
import { modelled } from '../input.ts';
import { checkVersionId, requireBucket } from '../store.ts';

/**
 * Succeeds where there is nothing to delete.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const deleteObject = modelled<DeleteObjectRequest, Promise<DeleteObjectOutput>>(
  'DeleteObject',
  async (input, context) => {
    const bucket = requireBucket(input, context);
    const { VersionId } = input;
    if (VersionId === undefined) {
      checkWriteConditions(bucket.latest(input.Key), input.Key, { IfMatch: input.IfMatch });
      const marker = await bucket.delete(input.Key);
      return marker ? { DeleteMarker: true, VersionId: marker.versionId } : {};
    }
    const version = bucket.version(input.Key, VersionId);
    if (!version) checkVersionId(bucket, VersionId);
    if (version) await bucket.remove(version);
    return {
      VersionId: bucket.versioning === undefined ? undefined : VersionId,
      DeleteMarker: version?.kind === 'delete-marker' ? true : undefined,
    };
  },
);
