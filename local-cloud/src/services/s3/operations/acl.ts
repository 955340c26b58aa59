import { notSupported } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { toXml } from '../../../protocols/xml.ts';
import { accessControlPolicy, withGranteeTypes } from '../acl.ts';
import type { Bucket } from '../bucket.ts';
import { cannedAcl } from '../description.ts';
import { S3Error } from '../errors.ts';
import { ownerId, requireBucket, requireObject } from '../store.ts';
import type { BucketInput, ObjectInput, S3Output } from '../types.ts';
import { asRecord } from '../xml-body.ts';
import { configurationOf } from './bucket-configuration.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export function getBucketAcl(input: BucketInput, context: OperationContext): S3Output {
  return answer(requireBucket(input.Bucket, context).acl, context);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export function putBucketAcl(input: BucketInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  bucket.acl = newAcl(bucket, context);
  return {};
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export function getObjectAcl(input: ObjectInput, context: OperationContext): S3Output {
  const object = requireObject(requireBucket(input.Bucket, context), input.Key, input.versionId);
  return answer(object.acl, context);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export function putObjectAcl(input: ObjectInput, context: OperationContext): S3Output {
  const bucket = requireBucket(input.Bucket, context);
  const object = requireObject(bucket, input.Key, input.versionId, 'PUT', { markerIsNone: false });
  object.acl = newAcl(bucket, context);
  return {};
}

/** @throws AwsError AccessControlListNotSupported (400) where the bucket's owner owns everything */
function newAcl(bucket: Bucket, context: OperationContext): string {
  const acl = cannedAcl(context);
  if (acl === undefined) throw notSupported('An access control list in the body');
  checkAclAllowed(bucket, acl);
  return acl;
}

/** @throws AwsError NoSuchBucket (404), AccessControlListNotSupported (400) */
export function setBucketAcl(
  { Bucket, ACL }: { Bucket: string; ACL: string },
  context: OperationContext,
): void {
  const bucket = requireBucket(Bucket, context);
  checkAclAllowed(bucket, ACL);
  bucket.acl = ACL;
}

/** @throws AwsError AccessControlListNotSupported (400) */
export function checkAclAllowed(bucket: Bucket, acl: string | undefined): void {
  if (acl === undefined || acl === 'private' || acl === 'bucket-owner-full-control') return;
  const controls = asRecord(configurationOf(bucket, 'ownershipControls'));
  if (asRecord(controls.Rule).ObjectOwnership !== 'BucketOwnerEnforced') return;
  throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

function answer(acl: string, { accountId }: OperationContext): S3Output {
  const policy = accessControlPolicy(acl, ownerId(accountId));
  const body = withGranteeTypes(toXml('AccessControlPolicy', policy, 'flattened'));
  return { headers: { 'content-type': 'application/xml' }, body };
}
