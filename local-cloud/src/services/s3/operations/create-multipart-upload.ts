import type { OperationContext } from '../../../protocols/operation.ts';
import { DEFAULT_ALGORITHM, parseAlgorithm } from '../checksums.ts';
import { cannedAcl, checkKey, describeUpload, taggingHeader } from '../description.ts';
import { invalidRequest } from '../errors.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
import { encryptionHeaders } from '../object-headers.ts';
import { requestHeader } from '../request-header.ts';
import { requireBucket } from '../store.ts';
import type { ChecksumAlgorithm, ChecksumType, ObjectInput, S3Output } from '../types.ts';
import { newUploadId } from '../version-id.ts';
import { checkAclAllowed } from './acl.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload(input: ObjectInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  checkKey(input.Key);
  const named = requestHeader(context, 'x-amz-checksum-algorithm');
  const algorithm = named === undefined ? DEFAULT_ALGORITHM : parseAlgorithm(named);
  const acl = cannedAcl(context) ?? 'private';
  checkAclAllowed(bucket, acl);
  const upload: MultipartUpload = {
    ...describeUpload(context),
    uploadId: newUploadId(),
    key: input.Key,
    initiated: new Date(),
    algorithm,
    checksumType: checksumTypeOf(algorithm, context),
    algorithmChosen: named !== undefined,
    tags: taggingHeader(context),
    acl,
    parts: new Map(),
  };
  bucket.uploads.set(upload.uploadId, upload);
  return {
    headers: {
      ...encryptionHeaders(upload),
      'x-amz-checksum-algorithm': named && algorithm,
      'x-amz-checksum-type': named && upload.checksumType,
    },
    document: {
      root: 'InitiateMultipartUploadResult',
      content: { Bucket: input.Bucket, Key: input.Key, UploadId: upload.uploadId },
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#checksum-types */
function checksumTypeOf(algorithm: ChecksumAlgorithm, context: OperationContext): ChecksumType {
  const type =
    requestHeader(context, 'x-amz-checksum-type') ??
    (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const possible =
    type === 'COMPOSITE' ? algorithm !== 'CRC64NVME' : type === 'FULL_OBJECT' && !algorithm.startsWith('SHA');
  if (!possible) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return type as ChecksumType;
}
