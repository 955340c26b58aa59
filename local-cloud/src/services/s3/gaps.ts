import type { Gap } from '../service.ts';

/** Accepted without effect, by operation. */
export const S3_INERT: Readonly<Record<string, readonly string[]>> = {
  // Who pays, and what of a body is checked by the digest that comes with it.
  '*': ['ChecksumAlgorithm', 'ContentMD5', 'RequestPayer', 'SSEKMSEncryptionContext'],
  DeleteObject: ['BypassGovernanceRetention'],
  DeleteObjects: ['BypassGovernanceRetention'],
  ListObjects: ['OptionalObjectAttributes'],
  ListObjectsV2: ['OptionalObjectAttributes'],
  ListObjectVersions: ['OptionalObjectAttributes'],
  PutBucketNotificationConfiguration: ['SkipDestinationValidation'],
  PutBucketPolicy: ['ConfirmRemoveSelfBucketAccess'],
};

/** Documents that are kept and come back; of directory buckets, logging and notification, whatever there is is refused. */
export const S3_WHOLE: Readonly<Record<string, readonly string[]>> = {
  CreateBucket: ['CreateBucketConfiguration.Bucket', 'CreateBucketConfiguration.Location'],
  PutBucketCors: ['CORSConfiguration'],
  PutBucketEncryption: ['ServerSideEncryptionConfiguration'],
  PutBucketLifecycleConfiguration: ['LifecycleConfiguration'],
  PutBucketLogging: ['BucketLoggingStatus'],
  PutBucketNotificationConfiguration: ['NotificationConfiguration'],
  PutBucketOwnershipControls: ['OwnershipControls'],
  PutBucketRequestPayment: ['RequestPaymentConfiguration'],
  PutPublicAccessBlock: ['PublicAccessBlockConfiguration'],
};

const SINCE = '2026-11-21';

/** What S3 does and this does not. */
export const S3_GAPS: readonly Gap[] = [
  'signatures are not verified; of presigned URLs only the expiry is',
  'bucket policies, ACLs and public access blocks are kept and not enforced: whoever reaches the endpoint may do everything',
  'a bucket answers in every region, without a redirect to its own',
  'lifecycle rules are kept and not carried out; nothing expires',
  'CORS rules are kept and not applied to answers',
  'objects are not encrypted, whatever encryption is asked for; customer-provided keys (SSE-C) are refused',
  'website hosting, event notifications, access logs, replication, Object Lock, inventory, analytics, metrics and S3 Select are refused by name',
  'browser uploads by form (POST Object)',
  'access control lists: canned ones only',
].map((what) => ({ what, since: SINCE }));
