import type {
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  _Object as ObjectEntry,
} from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import { type Bucket, isObject } from '../bucket.ts';
import { modelled } from '../input.ts';
import { decodeToken, encodeToken, type ListingPage, listKeys, nameEncoder, pageSize } from '../listing.ts';
import { ownerId, requireBucket } from '../store.ts';
import { compareUtf8 } from '../utf8-order.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = modelled<ListObjectsV2Request, ListObjectsV2Output>(
  'ListObjectsV2',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const encode = nameEncoder(input.EncodingType);
    const { ContinuationToken, StartAfter } = input;
    const after = ContinuationToken === undefined ? (StartAfter ?? '') : decodeToken(ContinuationToken);
    const { page, common } = list(bucket, input, after);
    return {
      ...common,
      // A token says where to go on, whatever the listing began with.
      StartAfter:
        ContinuationToken !== undefined || StartAfter === undefined ? undefined : encode(StartAfter),
      ContinuationToken,
      NextContinuationToken: page.isTruncated ? encodeToken(page.last!) : undefined,
      KeyCount: page.keys.length + page.commonPrefixes.length,
      ...contents(bucket, page, encode, input.FetchOwner ? context : undefined),
    };
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects = modelled<ListObjectsRequest, ListObjectsOutput>(
  'ListObjects',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const encode = nameEncoder(input.EncodingType);
    const { Marker = '' } = input;
    const { page, common } = list(bucket, input, Marker);
    return {
      ...common,
      Marker: encode(Marker),
      // Without a delimiter the last key is the next marker, so S3 does not say it.
      NextMarker: page.isTruncated && input.Delimiter ? encode(page.last!) : undefined,
      ...contents(bucket, page, encode, context),
    };
  },
);

type Listing = Pick<ListObjectsV2Request, 'Prefix' | 'Delimiter' | 'MaxKeys' | 'EncodingType'>;

function list(
  bucket: Bucket,
  { Prefix: prefix = '', Delimiter: delimiter = '', MaxKeys, EncodingType }: Listing,
  after: string,
) {
  const encode = nameEncoder(EncodingType);
  const maxKeys = pageSize(MaxKeys);
  const visible =
    bucket.versioning === undefined ? bucket.keys : bucket.keys.filter((key) => isObject(bucket.latest(key)));
  const page = listKeys(visible, compareUtf8, { prefix, delimiter, after, maxKeys });
  const common = {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType,
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
): Pick<ListObjectsV2Output, 'Contents' | 'CommonPrefixes'> {
  const Owner = owner && { ID: ownerId(owner.accountId) };
  return {
    Contents: keys.flatMap((key): ObjectEntry[] => {
      const object = bucket.latest(key);
      if (!isObject(object)) return [];
      return [
        {
          Key: encode(key),
          LastModified: object.lastModified,
          ETag: `"${object.etag}"`,
          ChecksumAlgorithm: [object.checksum.algorithm],
          ChecksumType: object.checksum.type,
          Size: object.size,
          Owner,
          StorageClass: object.properties.StorageClass ?? 'STANDARD',
        },
      ];
    }),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
}
