import type {
  CopyObjectRequest,
  CreateMultipartUploadRequest,
  ObjectCannedACL,
  PutObjectRequest,
} from '@aws-sdk/client-s3';
import type { BucketAcl } from './acl.ts';
import { invalidArgument, invalidRequest, invalidTag, S3Error } from './errors.ts';
import { checkHeaderValue, checkMetadata } from './header-value.ts';
import type { AsSent, Description, Tag } from './types.ts';

const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];

const CANNED_ACLS: readonly ObjectCannedACL[] = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];

/** Those of buckets; the last one is not in AWS's model. */
const BUCKET_ACLS: readonly BucketAcl[] = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'log-delivery-write',
];

/** User metadata may have 2 KB, names and values together. */
const MAX_METADATA_BYTES = 2048;

type Upload = AsSent<PutObjectRequest | CreateMultipartUploadRequest | CopyObjectRequest>;

/** What a request says about the object it uploads. @throws AwsError MetadataTooLarge, InvalidStorageClass (400) and others */
export function describeUpload(input: Upload): Description {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Expires } = input;
  const { ContentType = 'binary/octet-stream', WebsiteRedirectLocation, StorageClass } = input;
  const { ServerSideEncryption = 'AES256', SSEKMSKeyId, BucketKeyEnabled, Metadata = {} } = input;
  if (StorageClass !== undefined && !STORAGE_CLASSES.includes(StorageClass)) {
    throw new S3Error('InvalidStorageClass', 'The storage class you specified is not valid', {
      members: { StorageClassRequested: StorageClass },
    });
  }
  checkHeaderValue('x-amz-website-redirect-location', WebsiteRedirectLocation);
  checkHeaderValue('x-amz-server-side-encryption-aws-kms-key-id', SSEKMSKeyId);
  let bytes = 0;
  for (const [key, value] of Object.entries(Metadata)) {
    checkMetadata(`x-amz-meta-${key}`, value);
    bytes += key.length + value.length;
  }
  if (bytes > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      members: { Size: bytes, MaxSizeAllowed: MAX_METADATA_BYTES },
    });
  }
  const properties = {
    ...{ CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Expires },
    ...{ WebsiteRedirectLocation, StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled },
  };
  return { properties, metadata: Metadata };
}

/** An object's canned ACL. @throws AwsError InvalidArgument (400) */
export const cannedAcl = (acl: string | undefined): ObjectCannedACL | undefined => oneOf(CANNED_ACLS, acl);

/** A bucket's. @throws AwsError InvalidArgument (400) */
export const bucketCannedAcl = (acl: string | undefined): BucketAcl | undefined => oneOf(BUCKET_ACLS, acl);

function oneOf<Acl extends string>(all: readonly Acl[], acl: string | undefined): Acl | undefined {
  const known = all.find((each) => each === acl);
  if (acl !== undefined && known === undefined) throw invalidArgument('', 'x-amz-acl', acl);
  return known;
}

/** The tags an upload brings in a header: `a=1&b=2`. @throws AwsError InvalidTag, InvalidArgument, BadRequest (400) */
export function taggingHeader(header: string | undefined): Tag[] {
  if (header === undefined) return [];
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  const isForm = /^[^,]*$/.test(header) && new Set(tags.map(({ Key }) => Key)).size === tags.length;
  if (!isForm) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    );
  }
  checkTags(tags, { limit: 10, what: 'Object' });
  return tags;
}

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export function checkTags(
  tags: readonly Tag[],
  { limit, what, system = false }: { limit: number; what: string; system?: boolean },
): void {
  if (tags.length > limit) {
    throw new S3Error('BadRequest', `${what} tags cannot be greater than ${limit}`);
  }
  const keys = new Set<string>();
  for (const { Key, Value } of tags) {
    if (keys.has(Key)) throw invalidTag('Cannot provide multiple Tags with the same key', { TagKey: Key });
    keys.add(Key);
    if (Key.length < 1 || Key.length > 128 || !TAG_TEXT.test(Key)) {
      throw invalidTag('The TagKey you have provided is invalid', { TagKey: Key });
    }
    if (Value.length > 256 || !TAG_TEXT.test(Value)) {
      throw invalidTag('The TagValue you have provided is invalid', { TagKey: Key, TagValue: Value });
    }
    if (!system && Key.startsWith('aws:')) {
      const message =
        what === 'Object'
          ? 'Your TagKey cannot be prefixed with aws:'
          : 'System tags cannot be added/updated by requester';
      throw invalidTag(message, { TagKey: Key });
    }
  }
}

/** @throws AwsError KeyTooLongError (400) above 1024 bytes */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > 1024) {
    throw new S3Error('KeyTooLongError', 'Your key is too long', {
      members: { Size: size, MaxSizeAllowed: 1024 },
    });
  }
  if (key.includes('\0')) throw invalidRequest('The key must not contain a null character.');
}
