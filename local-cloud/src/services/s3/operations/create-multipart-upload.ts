import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import { DEFAULT_ALGORITHM, parseAlgorithm } from '../checksums.ts';
import { cannedAcl, checkKey, describeUpload, taggingHeader } from '../description.ts';
import { invalidRequest } from '../errors.ts';
import { modelled } from '../input.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
import { encryptionOf } from '../object-members.ts';
import { requireBucket } from '../store.ts';
import type { AsSent, ChecksumAlgorithm, ChecksumType } from '../types.ts';
import { newUploadId } from '../version-id.ts';
import { checkAclAllowed } from './acl.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload = modelled<
  AsSent<CreateMultipartUploadRequest>,
  CreateMultipartUploadOutput
>('CreateMultipartUpload', (input, context) => {
  const bucket = requireBucket(input, context);
  checkKey(input.Key);
  const named = input.ChecksumAlgorithm;
  const algorithm = named === undefined ? DEFAULT_ALGORITHM : parseAlgorithm(named);
  const acl = cannedAcl(input.ACL);
  checkAclAllowed(bucket, acl);
  const upload: MultipartUpload = {
    ...describeUpload(input),
    uploadId: newUploadId(),
    key: input.Key,
    initiated: new Date(),
    algorithm,
    checksumType: checksumTypeOf(algorithm, named !== undefined, input.ChecksumType),
    algorithmChosen: named !== undefined,
    tags: taggingHeader(input.Tagging),
    acl: acl ?? 'private',
    parts: new Map(),
  };
  bucket.uploads.set(upload.uploadId, upload);
  return {
    ...encryptionOf(upload),
    ChecksumAlgorithm: named && algorithm,
    ChecksumType: named && upload.checksumType,
    Bucket: input.Bucket,
    Key: input.Key,
    UploadId: upload.uploadId,
  };
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#checksum-types */
function checksumTypeOf(
  algorithm: ChecksumAlgorithm,
  isChosen: boolean,
  given: string | undefined,
): ChecksumType {
  if (given !== undefined && !isChosen) {
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  if (given !== undefined && given !== 'COMPOSITE' && given !== 'FULL_OBJECT') {
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  const type = given ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const possible = type === 'COMPOSITE' ? algorithm !== 'CRC64NVME' : !algorithm.startsWith('SHA');
  if (!possible) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return type;
}
