import type { OperationContext } from '../../../protocols/operation.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { ObjectInput } from '../types.ts';
import { requireUpload } from './upload-part.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortMultipartUpload(
  input: ObjectInput,
  context: OperationContext,
): Promise<undefined> {
  const bucket = requireBucket(input.Bucket, context);
  const upload = requireUpload(bucket, input);
  bucket.uploads.delete(upload.uploadId);
  await bucketStore(context).blobs.release([...upload.parts.values()].map(({ blob }) => blob));
}
