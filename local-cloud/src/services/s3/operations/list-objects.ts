import type { OperationContext } from '../../../protocols/operation.ts';
import type { XmlRecord } from '../../../protocols/xml.ts';
import { type Bucket, isObject } from '../bucket.ts';
import { decodeToken, encodeToken, type ListingPage, listKeys, maxKeysOf, nameEncoder } from '../listing.ts';
import { ownerId, requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';
import { compareUtf8 } from '../utf8-order.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2(input: BucketInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  const encode = nameEncoder(input);
  const token = input['continuation-token'];
  const after = token === undefined ? (input['start-after'] ?? '') : decodeToken(token);
  const { page, common } = list(bucket, input, after);
  const withOwner = input['fetch-owner'] === 'true';
  return {
    document: {
      root: 'ListBucketResult',
      content: {
        ...common,
        // A token says where to go on, whatever the listing began with.
        StartAfter:
          token !== undefined || input['start-after'] === undefined
            ? undefined
            : encode(input['start-after']),
        ContinuationToken: token,
        NextContinuationToken: page.isTruncated ? encodeToken(page.last!) : undefined,
        KeyCount: page.keys.length + page.commonPrefixes.length,
        ...contents(bucket, page, encode, withOwner ? context : undefined),
      },
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export function listObjects(input: BucketInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  const encode = nameEncoder(input);
  const { page, common } = list(bucket, input, input.marker ?? '');
  return {
    document: {
      root: 'ListBucketResult',
      content: {
        ...common,
        Marker: encode(input.marker ?? ''),
        // Without a delimiter the last key is the next marker, so S3 does not say it.
        NextMarker: page.isTruncated && input.delimiter ? encode(page.last!) : undefined,
        ...contents(bucket, page, encode, context),
      },
    },
  };
}

function list(bucket: Bucket, input: BucketInput, after: string): { page: ListingPage; common: XmlRecord } {
  const encode = nameEncoder(input);
  const { prefix = '', delimiter = '' } = input;
  const maxKeys = maxKeysOf(input);
  const visible =
    bucket.versioning === undefined ? bucket.keys : bucket.keys.filter((key) => isObject(bucket.latest(key)));
  const page = listKeys(visible, compareUtf8, { prefix, delimiter, after, maxKeys });
  const common = {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType: input['encoding-type'],
    IsTruncated: page.isTruncated,
  };
  return { page, common };
}

/** @param owner whose account is told with every object */
function contents(
  bucket: Bucket,
  { keys, commonPrefixes }: ListingPage,
  encode: (name: string) => string,
  owner: OperationContext | undefined,
): XmlRecord {
  return {
    Contents: keys.map((key) => {
      const object = bucket.latest(key);
      if (!isObject(object)) return undefined;
      return {
        Key: encode(key),
        LastModified: object.lastModified,
        ETag: `"${object.etag}"`,
        ChecksumAlgorithm: object.checksum.algorithm,
        ChecksumType: object.checksum.type,
        Size: object.size,
        Owner: owner && { ID: ownerId(owner.accountId) },
        StorageClass: object.headers['x-amz-storage-class'] ?? 'STANDARD',
      };
    }),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
}
