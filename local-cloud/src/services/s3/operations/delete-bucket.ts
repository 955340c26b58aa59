import type { OperationContext } from '../../../protocols/operation.ts';
import { S3Error } from '../errors.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { BucketInput } from '../types.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export async function deleteBucket(input: BucketInput, context: OperationContext): Promise<undefined> {
  const bucket = requireBucket(input.Bucket, context);
  if (!bucket.isEmpty) {
    const text =
      bucket.versioning === undefined
        ? 'The bucket you tried to delete is not empty'
        : 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.';
    throw new S3Error('BucketNotEmpty', text, { status: 409, members: { BucketName: input.Bucket } });
  }
  const { buckets, blobs } = bucketStore(context);
  buckets.delete(input.Bucket);
  // Uploads under way do not keep a bucket; their parts go with it.
  for (const upload of bucket.uploads.values()) {
    await blobs.release([...upload.parts.values()].map(({ blob }) => blob));
  }
  bucket.uploads.clear();
}
