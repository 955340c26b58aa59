import { buffer } from 'node:stream/consumers';
import type { OperationContext } from '../../protocols/operation.ts';
import { bucketStore, requireBucket, requireObject } from './store.ts';

/**
 * An object's bytes, for services that read from S3 (templates, deployment packages).
 *
 * @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion
 */
export async function readObject(
  { Bucket, Key, VersionId }: { Bucket: string; Key: string; VersionId?: string },
  context: OperationContext,
): Promise<Buffer> {
  const { blobs, size } = requireObject(requireBucket({ Bucket }, context), Key, VersionId);
  return size === 0 ? Buffer.alloc(0) : buffer(bucketStore(context).blobs.read(blobs, 0, size - 1));
}
