import type { CompletedPart } from '@aws-sdk/client-s3';
import type { OperationContext } from '../../protocols/operation.ts';
import { type Checksums, checksumsIn, type Digests } from './body-digests.ts';
import { ALGORITHMS, checksumMismatch, compositeChecksum, createChecksum } from './checksums.ts';
import { invalidRequest, malformedXml, S3Error } from './errors.ts';
import type { MultipartUpload, UploadedPart } from './multipart-upload.ts';
import { bucketStore } from './store.ts';
import type { Checksum } from './types.ts';

/** Every part but the last must have 5 MiB. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

/**
 * The parts a request completes an upload with.
 *
 * @throws AwsError InvalidRequest, InvalidPart, InvalidPartOrder, EntityTooSmall, BadDigest (400)
 */
export function chosenParts(upload: MultipartUpload, listed: readonly CompletedPart[]): UploadedPart[] {
  if (listed.length === 0) throw invalidRequest('You must specify at least one part');
  const parts: UploadedPart[] = [];
  for (const entry of listed) {
    const { PartNumber: number, ETag } = entry;
    if (number === undefined || ETag === undefined) throw malformedXml();
    const etag = ETag.replaceAll('"', '');
    const part = upload.parts.get(number);
    if (!part || part.etag !== etag || !hasChecksum(part, checksumsIn(entry), upload)) {
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

/**
 * Whether a part has the checksum it is listed with, if any: there is none to list where the upload was begun without an
 * algorithm, and there has to be one where the object's is made of them.
 *
 * @throws AwsError InvalidRequest (400) where it is missing; BadDigest (400) where it is of another algorithm
 */
function hasChecksum(
  { partNumber, checksum }: UploadedPart,
  listed: Checksums,
  { algorithm, algorithmChosen, checksumType }: MultipartUpload,
): boolean {
  const named = ALGORITHMS.filter((each) => listed[each] !== undefined);
  if (!algorithmChosen) return named.length === 0;
  const other = named.find((each) => each !== algorithm);
  if (other) {
    const name = other.toLowerCase();
    throw new S3Error(
      'BadDigest',
      `The ${name} you specified for part ${partNumber} did not match what we received.`,
    );
  }
  if (named.length > 0) return listed[algorithm] === checksum.value;
  if (checksumType === 'FULL_OBJECT') return true;
  throw invalidRequest(
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${partNumber} in the request.`,
  );
}

/** The object's checksum. @throws AwsError BadDigest (400) where the request promises another */
export async function fullChecksum(
  upload: MultipartUpload,
  parts: readonly UploadedPart[],
  size: number,
  digests: Digests,
  context: OperationContext,
): Promise<Checksum> {
  const { algorithm, algorithmChosen, checksumType } = upload;
  const checksum =
    checksumType === 'COMPOSITE'
      ? compositeChecksum(
          algorithm,
          parts.map((part) => part.checksum),
        )
      : await wholeChecksum(upload, parts, size, context);
  const sums = checksumsIn(digests);
  const promised = sums[algorithm];
  const isOther =
    promised === undefined
      ? algorithmChosen && ALGORITHMS.some((each) => sums[each] !== undefined)
      : promised.replace(/-\d+$/, '') !== checksum.value.replace(/-\d+$/, '');
  if (!isOther) return checksum;
  // Unlike of a body, S3 tells the algorithm in small letters here.
  throw checksumMismatch(algorithm.toLowerCase());
}

async function wholeChecksum(
  { algorithm }: MultipartUpload,
  parts: readonly UploadedPart[],
  size: number,
  context: OperationContext,
): Promise<Checksum> {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only?.checksum.algorithm === algorithm) return only.checksum;
  const hash = createChecksum(algorithm);
  const blobs = parts.map(({ blob }) => blob);
  for await (const chunk of bucketStore(context).blobs.read(blobs, 0, size - 1)) hash.update(chunk);
  return { algorithm, type: 'FULL_OBJECT', value: hash.digest().toString('base64') };
}
