import type { OperationContext } from '../../../protocols/operation.ts';
import { checkWriteConditions } from '../conditions.ts';
import { checkVersionId, requireBucket } from '../store.ts';
import type { ObjectInput, S3Output } from '../types.ts';

/**
 * Succeeds where there is nothing to delete.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export async function deleteObject(input: ObjectInput, context: OperationContext): Promise<S3Output> {
  const bucket = requireBucket(input.Bucket, context);
  if (input.versionId === undefined) {
    checkWriteConditions(bucket.latest(input.Key), input.Key, context);
    const marker = await bucket.delete(input.Key);
    if (!marker) return {};
    return { headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId } };
  }
  const version = bucket.version(input.Key, input.versionId);
  if (!version) checkVersionId(bucket, input.versionId);
  if (version) await bucket.remove(version);
  return {
    headers: {
      'x-amz-version-id': bucket.versioning === undefined ? undefined : input.versionId,
      'x-amz-delete-marker': version?.kind === 'delete-marker' ? 'true' : undefined,
    },
  };
}
