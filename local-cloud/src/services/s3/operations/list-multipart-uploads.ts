import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import { modelled } from '../input.ts';
import { listKeys, nameEncoder, pageSize } from '../listing.ts';
import { ownerId, requireBucket } from '../store.ts';
import { compareUtf8 } from '../utf8-order.ts';

/**
 * By key, uploads of the same key by their age.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export const listMultipartUploads = modelled<ListMultipartUploadsRequest, ListMultipartUploadsOutput>(
  'ListMultipartUploads',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const encode = nameEncoder(input.EncodingType);
    const { Prefix: prefix = '', Delimiter: delimiter = '' } = input;
    const { KeyMarker: keyMarker = '', UploadIdMarker: idMarker = '' } = input;
    const maxUploads = pageSize(input.MaxUploads);
    const all = [...bucket.uploads.values()].sort((a, b) => compareUtf8(a.key, b.key));
    // An upload id marker goes on within the marker's own key.
    const marked = all.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
    const rest =
      marked < 0 ? all.filter(({ key }) => compareUtf8(key, keyMarker) > 0) : all.slice(marked + 1);
    const { keys, commonPrefixes } = listKeys([...new Set(rest.map(({ key }) => key))], compareUtf8, {
      ...{ prefix, delimiter, after: '', maxKeys: Number.MAX_SAFE_INTEGER },
    });
    const uploads = rest.filter(({ key }) => keys.includes(key));
    const page = uploads.slice(0, maxUploads);
    const isTruncated = uploads.length > page.length;
    const ID = ownerId(context.accountId);
    return {
      Bucket: input.Bucket,
      KeyMarker: encode(keyMarker),
      UploadIdMarker: idMarker,
      NextKeyMarker: isTruncated ? encode(page.at(-1)?.key ?? '') : '',
      NextUploadIdMarker: isTruncated ? page.at(-1)?.uploadId : '',
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      Prefix: prefix === '' ? undefined : encode(prefix),
      EncodingType: input.EncodingType,
      MaxUploads: maxUploads,
      IsTruncated: isTruncated,
      Uploads: page.map(({ key, uploadId, initiated, properties, ...upload }) => ({
        Key: encode(key),
        UploadId: uploadId,
        Initiator: { ID },
        Owner: { ID },
        StorageClass: properties.StorageClass ?? 'STANDARD',
        Initiated: initiated,
        ...(upload.algorithmChosen
          ? { ChecksumAlgorithm: upload.algorithm, ChecksumType: upload.checksumType }
          : {}),
      })),
      CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
    };
  },
);
