import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import { invalidArgument } from '../errors.ts';
import { modelled } from '../input.ts';
import { nameEncoder, pageSize } from '../listing.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
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
    const rest = after([...bucket.uploads.values()], keyMarker, idMarker);
    const { page, commonPrefixes, isTruncated } = list(rest, { prefix, delimiter, keyMarker, maxUploads });
    const last = page.at(-1);
    const ID = ownerId(context.accountId);
    return {
      Bucket: input.Bucket,
      KeyMarker: encode(keyMarker),
      // An id goes on within a key, and is nothing without.
      UploadIdMarker: keyMarker === '' ? '' : idMarker,
      NextKeyMarker: encode(last?.key ?? ''),
      NextUploadIdMarker: last?.uploadId ?? '',
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

/**
 * The uploads after the markers, in order.
 *
 * @throws AwsError InvalidArgument (400) for the id of an upload of another key
 */
function after(all: MultipartUpload[], keyMarker: string, idMarker: string): MultipartUpload[] {
  const sorted = all.sort((a, b) => compareUtf8(a.key, b.key));
  const marked = sorted.findIndex(({ uploadId }) => uploadId === idMarker);
  if (keyMarker === '' || marked < 0) return sorted.filter(({ key }) => compareUtf8(key, keyMarker) > 0);
  if (sorted[marked]!.key !== keyMarker) {
    throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', idMarker);
  }
  return sorted.slice(marked + 1);
}

/** A page of uploads, and what those that have the delimiter after the prefix are rolled up to, which counts as one. */
function list(
  uploads: readonly MultipartUpload[],
  options: { prefix: string; delimiter: string; keyMarker: string; maxUploads: number },
) {
  const { prefix, delimiter, keyMarker, maxUploads } = options;
  const page: MultipartUpload[] = [];
  const commonPrefixes: string[] = [];
  for (const upload of uploads) {
    const { key } = upload;
    if (!key.startsWith(prefix)) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
    if (common !== undefined && (keyMarker.startsWith(common) || common === commonPrefixes.at(-1))) continue;
    if (page.length + commonPrefixes.length === maxUploads) {
      return { page, commonPrefixes, isTruncated: maxUploads > 0 };
    }
    if (common === undefined) page.push(upload);
    else commonPrefixes.push(common);
  }
  return { page, commonPrefixes, isTruncated: false };
}
