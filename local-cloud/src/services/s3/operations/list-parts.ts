import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import { checksumValue } from '../checksums.ts';
import { modelled } from '../input.ts';
import { partsPage } from '../listing.ts';
import { ownerId, requireBucket } from '../store.ts';
import { requireUpload } from './upload-part.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts = modelled<ListPartsRequest, ListPartsOutput>('ListParts', (input, context) => {
  const upload = requireUpload(requireBucket(input, context), input);
  const sorted = [...upload.parts.values()].sort((a, b) => a.partNumber - b.partNumber);
  const { MaxParts, PartNumberMarker } = input;
  const { page, told } = partsPage(sorted, { MaxParts, PartNumberMarker });
  const ID = ownerId(context.accountId);
  return {
    Bucket: input.Bucket,
    Key: input.Key,
    UploadId: upload.uploadId,
    Initiator: { ID },
    Owner: { ID },
    StorageClass: upload.properties.StorageClass ?? 'STANDARD',
    ...told,
    ChecksumAlgorithm: upload.algorithmChosen ? upload.algorithm : undefined,
    ChecksumType: upload.algorithmChosen ? upload.checksumType : undefined,
    Parts: page.map(({ partNumber, lastModified, etag, blob, checksum }) => ({
      ...{ PartNumber: partNumber, LastModified: lastModified, ETag: `"${etag}"`, Size: blob.size },
      ...(upload.algorithmChosen ? checksumValue(checksum) : {}),
    })),
  };
});
