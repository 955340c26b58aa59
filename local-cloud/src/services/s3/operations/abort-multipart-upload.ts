import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import { modelled } from '../input.ts';
import { bucketStore, requireBucket } from '../store.ts';
import { requireUpload } from './upload-part.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload = modelled<
  AbortMultipartUploadRequest,
  Promise<AbortMultipartUploadOutput>
>('AbortMultipartUpload', async (input, context) => {
  const bucket = requireBucket(input, context);
  const upload = requireUpload(bucket, input);
  bucket.uploads.delete(upload.uploadId);
  await bucketStore(context).blobs.release([...upload.parts.values()].map(({ blob }) => blob));
  return {};
});
