import { createHash } from 'node:crypto';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { Bucket } from '../bucket.ts';
import { checksumElements, checksumHeaders, createChecksum } from '../checksums.ts';
import { copySource } from '../copy-source.ts';
import { invalidArgument, invalidRequest, noSuchUpload } from '../errors.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-upload.ts';
import { encryptionHeaders } from '../object-headers.ts';
import type { ByteRange } from '../range.ts';
import { receiveBody } from '../receive-body.ts';
import { requestHeader } from '../request-header.ts';
import { bucketStore, requireBucket } from '../store.ts';
import type { ObjectInput, S3Output } from '../types.ts';
import { wholeSecond } from './put-object.ts';

/** @throws AwsError NoSuchUpload (404) */
export function requireUpload(bucket: Bucket, input: ObjectInput): MultipartUpload {
  const upload = bucket.uploads.get(input.uploadId ?? '');
  if (!upload || upload.key !== input.Key) throw noSuchUpload(input.uploadId ?? '');
  return upload;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(input: ObjectInput, context: OperationContext): Promise<S3Output> {
  const bucket = requireBucket(input.Bucket, context);
  const partNumber = partNumberOf(input);
  const upload = requireUpload(bucket, input);
  const { blob, etag, checksum } = await receiveBody(context, upload.algorithm);
  await keep(bucket, input, { partNumber, etag, blob, lastModified: wholeSecond(), checksum }, context);
  return { headers: { etag: `"${etag}"`, ...checksumHeaders(checksum), ...encryptionHeaders(upload) } };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(input: ObjectInput, context: OperationContext): Promise<S3Output> {
  const bucket = requireBucket(input.Bucket, context);
  const partNumber = partNumberOf(input);
  const upload = requireUpload(bucket, input);
  const source = copySource(context);
  const header = requestHeader(context, 'x-amz-copy-source-range');
  const range = header === undefined ? undefined : sourceRange(header, source.size);
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
    headers: encryptionHeaders(upload),
    document: {
      root: 'CopyPartResult',
      content: { ETag: `"${etag}"`, LastModified: lastModified, ...checksumElements(checksum) },
    },
  };
}

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

function partNumberOf({ partNumber = '' }: ObjectInput): number {
  if (/^\d{1,5}$/.test(partNumber) && Number(partNumber) >= 1 && Number(partNumber) <= 10_000) {
    return Number(partNumber);
  }
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive',
    'partNumber',
    partNumber,
  );
}

/** The last part under a number counts; an upload that ended meanwhile takes none. */
async function keep(
  bucket: Bucket,
  input: ObjectInput,
  part: UploadedPart,
  context: OperationContext,
): Promise<void> {
  const { blobs } = bucketStore(context);
  const upload = bucket.uploads.get(input.uploadId ?? '');
  if (!upload) {
    await blobs.release([part.blob]);
    throw noSuchUpload(input.uploadId ?? '');
  }
  const replaced = upload.parts.get(part.partNumber);
  upload.parts.set(part.partNumber, part);
  if (replaced) await blobs.release([replaced.blob]);
}
