import { createHash } from 'node:crypto';
import type {
  UploadPartCopyOutput,
  UploadPartCopyRequest,
  UploadPartOutput,
  UploadPartRequest,
} from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Bucket } from '../bucket.ts';
import { checksumValue, createChecksum } from '../checksums.ts';
import { copySource } from '../copy-source.ts';
import { invalidArgument, invalidRequest, noSuchUpload } from '../errors.ts';
import { modelled } from '../input.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-upload.ts';
import { encryptionOf } from '../object-members.ts';
import type { ByteRange } from '../range.ts';
import { receiveBody } from '../receive-body.ts';
import { bucketStore, requireBucket } from '../store.ts';
import { wholeSecond } from './put-object.ts';

interface OfUpload {
  readonly Key: string;
  readonly UploadId: string;
}

/** @throws AwsError NoSuchUpload (404) */
export function requireUpload(bucket: Bucket, { Key, UploadId }: OfUpload): MultipartUpload {
  const upload = bucket.uploads.get(UploadId);
  if (!upload || upload.key !== Key) throw noSuchUpload(UploadId);
  return upload;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = modelled<UploadPartRequest, Promise<UploadPartOutput>>(
  'UploadPart',
  async (input, context) => {
    const bucket = requireBucket(input, context);
    const partNumber = checkPartNumber(input.PartNumber);
    const upload = requireUpload(bucket, input);
    const required = upload.algorithmChosen ? upload.algorithm : undefined;
    const { blob, etag, checksum, isNamed } = await receiveBody(input, context, required);
    await keep(bucket, input, { partNumber, etag, blob, lastModified: wholeSecond(), checksum }, context);
    const told = isNamed || upload.algorithmChosen ? checksumValue(checksum) : {};
    return { ETag: `"${etag}"`, ...told, ...encryptionOf(upload) };
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy = modelled<UploadPartCopyRequest, Promise<UploadPartCopyOutput>>(
  'UploadPartCopy',
  async (input, context) => {
    const bucket = requireBucket(input, context);
    const partNumber = checkPartNumber(input.PartNumber);
    const upload = requireUpload(bucket, input);
    const source = copySource(input, context);
    const { CopySourceRange } = input;
    const range = CopySourceRange === undefined ? undefined : sourceRange(CopySourceRange, source.size);
    const { blobs } = bucketStore(context);
    const [md5, hash] = [createHash('md5'), createChecksum(upload.algorithm)];
    async function* observed(): AsyncGenerator<Buffer> {
      for await (const chunk of blobs.read(source.blobs, range?.start ?? 0, range?.end ?? source.size - 1)) {
        md5.update(chunk);
        hash.update(chunk);
        yield chunk;
      }
    }
    const blob = await blobs.write(observed());
    const [etag, lastModified] = [md5.digest('hex'), wholeSecond()];
    const value = hash.digest().toString('base64');
    const checksum = { algorithm: upload.algorithm, value, type: 'FULL_OBJECT' } as const;
    await keep(bucket, input, { partNumber, etag, blob, lastModified, checksum }, context);
    return {
      ...encryptionOf(upload),
      CopySourceVersionId: source.versionId === 'null' ? undefined : source.versionId,
      CopyPartResult: { ETag: `"${etag}"`, LastModified: lastModified, ...checksumValue(checksum) },
    };
  },
);

/** @throws AwsError InvalidArgument, InvalidRequest (400) */
function sourceRange(header: string, size: number): ByteRange {
  const refuse = (message: string) => invalidArgument(message, 'x-amz-copy-source-range', header);
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const [start, end] = [Number(first), Number(last)];
  if (last === undefined || end < start) {
    throw refuse(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  }
  if (start >= size) {
    throw invalidRequest('The specified copy range is invalid for the source object size');
  }
  if (end >= size) throw refuse(`Range specified is not valid for source object of size: ${size}`);
  return { start, end };
}

function checkPartNumber(number: number): number {
  if (number >= 1 && number <= 10_000) return number;
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive',
    'partNumber',
    String(number),
  );
}

/** The last part under a number counts; an upload that ended meanwhile takes none. */
async function keep(
  bucket: Bucket,
  { UploadId }: OfUpload,
  part: UploadedPart,
  context: OperationContext,
): Promise<void> {
  const { blobs } = bucketStore(context);
  const upload = bucket.uploads.get(UploadId);
  if (!upload) {
    await blobs.release([part.blob]);
    throw noSuchUpload(UploadId);
  }
  const replaced = upload.parts.get(part.partNumber);
  upload.parts.set(part.partNumber, part);
  if (replaced) await blobs.release([replaced.blob]);
}
