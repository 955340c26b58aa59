import type { OperationContext } from '../../../protocols/operation.ts';
import { checksumElements } from '../checksums.ts';
import { maxKeysOf } from '../listing.ts';
import { ownerId, requireBucket } from '../store.ts';
import type { ObjectInput, S3Output } from '../types.ts';
import { requireUpload } from './upload-part.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(input: ObjectInput, context: OperationContext): S3Output {
  const upload = requireUpload(requireBucket(input.Bucket, context), input);
  const marker = Number(input['part-number-marker'] ?? 0) || 0;
  const limit = maxKeysOf(input, 'max-parts');
  const rest = [...upload.parts.values()]
    .filter(({ partNumber }) => partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const page = rest.slice(0, limit);
  const ID = ownerId(context.accountId);
  return {
    document: {
      root: 'ListPartsResult',
      content: {
        Bucket: input.Bucket,
        Key: input.Key,
        UploadId: upload.uploadId,
        Initiator: { ID },
        Owner: { ID },
        StorageClass: upload.headers['x-amz-storage-class'] ?? 'STANDARD',
        PartNumberMarker: marker,
        NextPartNumberMarker: page.at(-1)?.partNumber ?? 0,
        MaxParts: limit,
        IsTruncated: rest.length > page.length,
        ChecksumAlgorithm: upload.algorithmChosen ? upload.algorithm : undefined,
        ChecksumType: upload.algorithmChosen ? upload.checksumType : undefined,
        Part: page.map(({ partNumber, lastModified, etag, blob, checksum }) => {
          const { ChecksumType: _type, ...value } = checksumElements(checksum);
          return {
            ...{ PartNumber: partNumber, LastModified: lastModified, ETag: `"${etag}"`, Size: blob.size },
            ...(upload.algorithmChosen ? value : {}),
          };
        }),
      },
    },
  };
}
