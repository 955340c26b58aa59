import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.ts';
import { checksumMembers } from './checksums.ts';
import { checkHeaderValue } from './header-value.ts';
import { metadataTexts } from './metadata-text.ts';
import type { ByteRange } from './range.ts';
import type { AsSent, ObjectVersion, Properties } from './types.ts';

/** The version id, in buckets that have or had versioning. */
export const versionOf = (bucket: Bucket, VersionId: string): { VersionId?: string } =>
  bucket.versioning === undefined ? {} : { VersionId };

/** The same of what was just written: while versioning is suspended, S3 does not say that the version is the null one. */
export const writtenVersionOf = (bucket: Bucket, versionId: string): { VersionId?: string } =>
  versionId === 'null' ? {} : versionOf(bucket, versionId);

type Encryption = Pick<Properties, 'ServerSideEncryption' | 'SSEKMSKeyId' | 'BucketKeyEnabled'>;

export const encryptionOf = ({ properties }: { readonly properties: Properties }): Encryption => {
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = properties;
  return { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled };
};

/** What answers to GetObject and HeadObject have in common. */
export type ObjectMembers = Omit<AsSent<GetObjectOutput>, 'Body'>;

/** What GetObject and HeadObject say about an object. */
export function objectMembers(bucket: Bucket, object: ObjectVersion, input: Overrides): ObjectMembers {
  const { StorageClass, ...properties } = object.properties;
  return {
    ...properties,
    LastModified: object.lastModified,
    ETag: `"${object.etag}"`,
    AcceptRanges: 'bytes',
    ...versionOf(bucket, object.versionId),
    // STANDARD goes without saying.
    StorageClass: StorageClass === 'STANDARD' ? undefined : StorageClass,
    Metadata: metadataTexts(object.metadata),
    ...overridden(input),
  };
}

type Overrides = Pick<
  GetObjectRequest,
  | 'ResponseCacheControl'
  | 'ResponseContentDisposition'
  | 'ResponseContentEncoding'
  | 'ResponseContentLanguage'
  | 'ResponseContentType'
  | 'ResponseExpires'
>;

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 * @throws AwsError InvalidArgument (400) for what a header can not have
 */
function overridden(input: Overrides): ObjectMembers {
  checkHeaderValue('response-cache-control', input.ResponseCacheControl);
  checkHeaderValue('response-content-disposition', input.ResponseContentDisposition);
  checkHeaderValue('response-content-encoding', input.ResponseContentEncoding);
  checkHeaderValue('response-content-language', input.ResponseContentLanguage);
  checkHeaderValue('response-content-type', input.ResponseContentType);
  const given: ObjectMembers = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires?.toUTCString(),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/**
 * The checksum of what is read, where the request wants it: the object's if that is all of it, and a part's if the
 * object's is made of those; of other bytes S3 keeps none.
 *
 * @param read.part its number
 */
export function requestedChecksum(
  { checksum, parts, size }: ObjectVersion,
  mode: string | undefined,
  read: { readonly range: ByteRange | undefined; readonly part: number | undefined },
): ObjectMembers {
  if (mode?.toUpperCase() !== 'ENABLED') return {};
  const part = read.part === undefined ? undefined : parts?.[read.part - 1];
  if (part && checksum.type === 'COMPOSITE') return checksumMembers({ ...part.checksum, type: 'COMPOSITE' });
  const isWhole = !read.range || read.range.end - read.range.start + 1 === size;
  return isWhole ? checksumMembers(checksum) : {};
}
