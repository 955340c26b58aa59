import { createHash } from 'node:crypto';
import type {
  CompletedPart,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Checked } from '../../../protocols/shapes/modelled.ts';
import { checksumsIn, type Digests } from '../body-digests.ts';
import { type Bucket, isObject } from '../bucket.ts';
import { checksumMembers, checksumMismatch, compositeChecksum, createChecksum } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { invalidRequest, malformedXml, S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-upload.ts';
import { encryptionOf, writtenVersionOf } from '../object-members.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { Checksum, ObjectVersion } from '../types.ts';
import { wholeSecond } from './put-object.ts';
import { requireUpload } from './upload-part.ts';

/** Every part but the last must have 5 MiB. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

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
  if (input.ChecksumType !== undefined && input.ChecksumType !== upload.checksumType) {
    throw invalidRequest(
      `The upload was created using the ${upload.checksumType} checksum mode. The complete request must use the same checksum mode.`,
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

/** @throws AwsError InvalidRequest, InvalidPart, InvalidPartOrder, EntityTooSmall (400) */
function chosenParts(upload: MultipartUpload, listed: readonly CompletedPart[]): UploadedPart[] {
  if (listed.length === 0) throw invalidRequest('You must specify at least one part');
  const parts: UploadedPart[] = [];
  for (const entry of listed) {
    const { PartNumber: number, ETag } = entry;
    if (number === undefined || ETag === undefined) throw malformedXml();
    const etag = ETag.replaceAll('"', '');
    const part = upload.parts.get(number);
    const checksum = checksumsIn(entry)[upload.algorithm];
    if (!part || part.etag !== etag || (checksum !== undefined && checksum !== part.checksum.value)) {
      throw new S3Error(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { members: { UploadId: upload.uploadId, PartNumber: number, ETag: etag } },
      );
    }
    if (number <= (parts.at(-1)?.partNumber ?? 0)) {
      throw new S3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
        { members: { UploadId: upload.uploadId } },
      );
    }
    parts.push(part);
  }
  const small = parts.slice(0, -1).find(({ blob }) => blob.size < MIN_PART_BYTES);
  if (small) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      members: {
        ProposedSize: small.blob.size,
        MinSizeAllowed: MIN_PART_BYTES,
        PartNumber: small.partNumber,
        ETag: small.etag,
      },
    });
  }
  return parts;
}

/** @throws AwsError BadDigest (400) where the request promises another checksum */
async function fullChecksum(
  upload: MultipartUpload,
  parts: readonly UploadedPart[],
  size: number,
  digests: Digests,
  context: OperationContext,
): Promise<Checksum> {
  const { algorithm, checksumType } = upload;
  const checksum =
    checksumType === 'COMPOSITE'
      ? compositeChecksum(
          algorithm,
          parts.map((part) => part.checksum),
        )
      : await wholeChecksum(upload, parts, size, context);
  const promised = checksumsIn(digests)[algorithm];
  if (promised !== undefined && promised.replace(/-\d+$/, '') !== checksum.value.replace(/-\d+$/, '')) {
    throw checksumMismatch(algorithm);
  }
  return checksum;
}

async function wholeChecksum(
  { algorithm }: MultipartUpload,
  parts: readonly UploadedPart[],
  size: number,
  context: OperationContext,
): Promise<Checksum> {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return only.checksum;
  const hash = createChecksum(algorithm);
  const blobs = parts.map(({ blob }) => blob);
  for await (const chunk of bucketStore(context).blobs.read(blobs, 0, size - 1)) hash.update(chunk);
  return { algorithm, type: 'FULL_OBJECT', value: hash.digest().toString('base64') };
}
