import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import { checksumValue } from '../checksums.ts';
import { modelled } from '../input.ts';
import { pageSize } from '../listing.ts';
import { ownerId, requireBucket } from '../store.ts';
import { requireUpload } from './upload-part.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts = modelled<ListPartsRequest, ListPartsOutput>('ListParts', (input, context) => {
  const upload = requireUpload(requireBucket(input, context), input);
  const marker = Number(input.PartNumberMarker ?? 0);
  const limit = pageSize(input.MaxParts);
  const rest = [...upload.parts.values()]
    .filter(({ partNumber }) => partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const page = rest.slice(0, limit);
  const ID = ownerId(context.accountId);
  return {
    Bucket: input.Bucket,
    Key: input.Key,
    UploadId: upload.uploadId,
    Initiator: { ID },
    Owner: { ID },
    StorageClass: upload.properties.StorageClass ?? 'STANDARD',
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.partNumber ?? 0),
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
    ChecksumAlgorithm: upload.algorithmChosen ? upload.algorithm : undefined,
    ChecksumType: upload.algorithmChosen ? upload.checksumType : undefined,
    Parts: page.map(({ partNumber, lastModified, etag, blob, checksum }) => ({
      ...{ PartNumber: partNumber, LastModified: lastModified, ETag: `"${etag}"`, Size: blob.size },
      ...(upload.algorithmChosen ? checksumValue(checksum) : {}),
    })),
  };
});
