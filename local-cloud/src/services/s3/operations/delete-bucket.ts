import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import { bucketStore, requireBucket } from '../store.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket = modelled<DeleteBucketRequest, Promise<void>>(
  'DeleteBucket',
  async (input, context) => {
    const bucket = requireBucket(input, context);
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
  },
);
