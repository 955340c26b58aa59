import type {
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetObjectAclOutput,
  GetObjectAclRequest,
  PutBucketAclRequest,
  PutObjectAclOutput,
  PutObjectAclRequest,
} from '@aws-sdk/client-s3';
import { accessControlPolicy, type BucketAcl } from '../acl.ts';
import type { Bucket } from '../bucket.ts';
import { configurationOf } from '../bucket-configuration.ts';
import { bucketCannedAcl, cannedAcl } from '../description.ts';
import { S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import { ownerId, requireBucket, requireObject } from '../store.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl = modelled<GetBucketAclRequest, GetBucketAclOutput>(
  'GetBucketAcl',
  (input, context) => accessControlPolicy(requireBucket(input, context).acl, ownerId(context.accountId)),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const putBucketAcl = modelled<PutBucketAclRequest, void>('PutBucketAcl', (input, context) => {
  const bucket = requireBucket(input, context);
  bucket.acl = newAcl(bucket, bucketCannedAcl(input.ACL));
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const getObjectAcl = modelled<GetObjectAclRequest, GetObjectAclOutput>(
  'GetObjectAcl',
  (input, context) => {
    const { acl } = requireObject(requireBucket(input, context), input.Key, input.VersionId);
    return accessControlPolicy(acl, ownerId(context.accountId));
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl = modelled<PutObjectAclRequest, PutObjectAclOutput>(
  'PutObjectAcl',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const object = requireObject(bucket, input.Key, input.VersionId, 'PUT', { markerIsNone: false });
    object.acl = newAcl(bucket, cannedAcl(input.ACL));
    return {};
  },
);

/** @throws AwsError MissingSecurityHeader, AccessControlListNotSupported (400) where the bucket's owner owns everything */
function newAcl<Acl extends BucketAcl>(bucket: Bucket, acl: Acl | undefined): Acl {
  if (acl === undefined) {
    const members = { MissingHeaderName: 'x-amz-acl' };
    throw new S3Error('MissingSecurityHeader', 'Your request was missing a required header', { members });
  }
  checkAclAllowed(bucket, acl);
  return acl;
}

/**
 * Where the bucket's owner owns every object, requests may name no ACL but the one that says just this.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 * @throws AwsError AccessControlListNotSupported (400)
 */
export function checkAclAllowed(bucket: Bucket, acl: BucketAcl | undefined): void {
  if (acl === undefined || acl === 'bucket-owner-full-control' || ownershipOf(bucket) !== ENFORCED) return;
  throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** The same for a bucket's own, when it is made or its ownership changes. @throws AwsError InvalidBucketAclWithObjectOwnership (400) */
export function checkBucketAcl(ownership: string | undefined, acl: BucketAcl = 'private'): void {
  if (acl === 'private' || acl === 'bucket-owner-full-control' || ownership !== ENFORCED) return;
  throw new S3Error(
    'InvalidBucketAclWithObjectOwnership',
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}

const ENFORCED = 'BucketOwnerEnforced';

export const ownershipOf = (bucket: Bucket): string | undefined =>
  configurationOf(bucket, 'ownershipControls')?.Rules[0]?.ObjectOwnership;
