import type { OperationContext } from '../../../protocols/operation.ts';
import { listKeys, maxKeysOf, nameEncoder } from '../listing.ts';
import { ownerId, requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';
import { compareUtf8 } from '../utf8-order.ts';

/**
 * By key, uploads of the same key by their age.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export function listMultipartUploads(input: BucketInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  const encode = nameEncoder(input);
  const { prefix = '', delimiter = '' } = input;
  const [keyMarker, idMarker] = [input['key-marker'] ?? '', input['upload-id-marker'] ?? ''];
  const maxUploads = maxKeysOf(input, 'max-uploads');
  const all = [...bucket.uploads.values()].sort((a, b) => compareUtf8(a.key, b.key));
  // An upload id marker goes on within the marker's own key.
  const marked = all.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  const rest = marked < 0 ? all.filter(({ key }) => compareUtf8(key, keyMarker) > 0) : all.slice(marked + 1);
  const { keys, commonPrefixes } = listKeys([...new Set(rest.map(({ key }) => key))], compareUtf8, {
    ...{ prefix, delimiter, after: '', maxKeys: Number.MAX_SAFE_INTEGER },
  });
  const uploads = rest.filter(({ key }) => keys.includes(key));
  const page = uploads.slice(0, maxUploads);
  const isTruncated = uploads.length > page.length;
  const ID = ownerId(context.accountId);
  return {
    document: {
      root: 'ListMultipartUploadsResult',
      content: {
        Bucket: input.Bucket,
        KeyMarker: encode(keyMarker),
        UploadIdMarker: idMarker,
        NextKeyMarker: isTruncated ? encode(page.at(-1)?.key ?? '') : '',
        NextUploadIdMarker: isTruncated ? page.at(-1)?.uploadId : '',
        Delimiter: delimiter === '' ? undefined : encode(delimiter),
        Prefix: prefix === '' ? undefined : encode(prefix),
        EncodingType: input['encoding-type'],
        MaxUploads: maxUploads,
        IsTruncated: isTruncated,
        Upload: page.map(({ key, uploadId, initiated, headers, algorithm, algorithmChosen }) => ({
          Key: encode(key),
          UploadId: uploadId,
          Initiator: { ID },
          Owner: { ID },
          StorageClass: headers['x-amz-storage-class'] ?? 'STANDARD',
          Initiated: initiated,
          ChecksumAlgorithm: algorithmChosen ? algorithm : undefined,
        })),
        CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      },
    },
  };
}
