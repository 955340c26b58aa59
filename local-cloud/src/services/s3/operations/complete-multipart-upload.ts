import { createHash } from 'node:crypto';
import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Checked } from '../../../protocols/shapes/modelled.ts';
import { type Bucket, isObject } from '../bucket.ts';
import { checksumMembers } from '../checksums.ts';
import { chosenParts, fullChecksum } from '../completed-parts.ts';
import { checkWriteConditions } from '../conditions.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import { modelled } from '../input.ts';
import { encryptionOf, writtenVersionOf } from '../object-members.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { ObjectVersion } from '../types.ts';
import { wholeSecond } from './put-object.ts';
import { requireUpload } from './upload-part.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload = modelled<
  CompleteMultipartUploadRequest,
  Promise<CompleteMultipartUploadOutput>
>('CompleteMultipartUpload', async (input, context) => {
  const bucket = requireBucket(input, context);
  const earlier = completedBefore(bucket, input);
  if (earlier) return answer(earlier, bucket, context);
  const upload = requireUpload(bucket, input);
  if (!input.MultipartUpload) throw malformedXml();
  const parts = chosenParts(upload, input.MultipartUpload.Parts ?? []);
  const blobs = parts.map(({ blob }) => blob);
  const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
  const { MpuObjectSize } = input;
  if (MpuObjectSize !== undefined && MpuObjectSize !== size) {
    throw invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${MpuObjectSize} does not match what was computed: ${size}`,
    );
  }
  const checksumType = upload.algorithmChosen ? upload.checksumType : null;
  if (input.ChecksumType !== undefined && input.ChecksumType !== checksumType) {
    throw invalidRequest(
      `The upload was created using the ${checksumType} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const checksum = await fullChecksum(upload, parts, size, input, context);
  checkWriteConditions(bucket.latest(input.Key), input.Key, input);
  // Whoever completes or aborts the same upload at the same time finds it gone.
  requireUpload(bucket, input);
  bucket.uploads.delete(upload.uploadId);
  const object: ObjectVersion = {
    kind: 'object',
    properties: upload.properties,
    metadata: upload.metadata,
    key: input.Key,
    versionId: bucket.nextVersionId(),
    lastModified: wholeSecond(),
    etag: etagOf(parts.map(({ etag }) => etag)),
    size,
    blobs,
    checksum,
    parts: parts.map((part) => ({
      ...{ partNumber: part.partNumber, size: part.blob.size, checksum: part.checksum },
    })),
    uploadId: upload.uploadId,
    tags: upload.tags,
    acl: upload.acl,
  };
  await bucket.add(object);
  const unused = [...upload.parts.values()].filter((part) => !parts.includes(part));
  await bucketStore(context).blobs.release(unused.map(({ blob }) => blob));
  return answer(object, bucket, context);
});

const answer = (
  object: ObjectVersion,
  bucket: Bucket,
  { cloud }: OperationContext,
): CompleteMultipartUploadOutput => ({
  ...encryptionOf(object),
  ...writtenVersionOf(bucket, object.versionId),
  Location: `${cloud.endpoint}/${bucket.name}/${encodeURIComponent(object.key)}`,
  Bucket: bucket.name,
  Key: object.key,
  ETag: `"${object.etag}"`,
  ...checksumMembers(object.checksum),
});

/**
 * What the same request made before: a client that missed the answer asks again, and S3 answers as it did. It knows the
 * upload for a time; here it is known while its object is there.
 */
function completedBefore(
  bucket: Bucket,
  { Key, UploadId, MultipartUpload: listed }: Checked<CompleteMultipartUploadRequest>,
): ObjectVersion | undefined {
  if (bucket.uploads.has(UploadId)) return undefined;
  const object = bucket.versions(Key).find((version) => isObject(version) && version.uploadId === UploadId);
  if (!isObject(object)) return undefined;
  const etags = listed?.Parts?.map(({ ETag = '' }) => ETag.replaceAll('"', '')) ?? [];
  return etagOf(etags) === object.etag ? object : undefined;
}

/** The MD5 of the parts' MD5s, and their number. */
function etagOf(etags: readonly string[]): string {
  const hash = createHash('md5');
  for (const etag of etags) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${etags.length}`;
}
