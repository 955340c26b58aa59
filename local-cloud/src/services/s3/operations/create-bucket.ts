import type { CreateBucketOutput, CreateBucketRequest, Tag } from '@aws-sdk/client-s3';
import { notSupported } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { Bucket, bucketArn } from '../bucket.ts';
import { setConfiguration } from '../bucket-configuration.ts';
import { checkBucketName } from '../bucket-name.ts';
import { bucketCannedAcl } from '../description.ts';
import { invalidTag, S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import { bucketStore } from '../store.ts';
import { checkBucketAcl, ownershipOf } from './acl.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket = modelled<CreateBucketRequest, CreateBucketOutput>(
  'CreateBucket',
  (input, context) => {
    checkBucketName(input.Bucket);
    if (input.ObjectLockEnabledForBucket) throw notSupported('S3 Object Lock');
    // The namespace that buckets are in without saying so.
    if ((input.BucketNamespace ?? 'global') !== 'global')
      throw notSupported('Buckets in the account regional namespace');
    const { LocationConstraint, Tags = [], ...directory } = input.CreateBucketConfiguration ?? {};
    if (Object.keys(directory).length > 0) throw notSupported('Directory buckets');
    refuseSystemTags(Tags);
    const region = regionOf(context, LocationConstraint || undefined);
    const acl = bucketCannedAcl(input.ACL);
    const store = bucketStore(context);
    const existing = store.buckets.get(input.Bucket);
    if (existing && (existing.region !== 'us-east-1' || region !== 'us-east-1')) {
      throw new S3Error(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        { status: 409, members: { BucketName: input.Bucket } },
      );
    }
    // In us-east-1, and only there, creating one's own bucket again succeeds; it resets the ACL.
    const bucket = existing ?? new Bucket(input.Bucket, region, store);
    const { ObjectOwnership } = input;
    if (ObjectOwnership) setConfiguration(bucket, 'ownershipControls', { Rules: [{ ObjectOwnership }] });
    checkBucketAcl(ownershipOf(bucket), acl);
    if (Tags.length > 0) setConfiguration(bucket, 'tagging', { TagSet: Tags });
    if (acl !== undefined) bucket.acl = acl;
    store.buckets.set(input.Bucket, bucket);
    return { Location: `/${input.Bucket}`, BucketArn: bucketArn(input.Bucket, region) };
  },
);

/** @throws AwsError InvalidTag (400) */
function refuseSystemTags(tags: readonly Tag[]): void {
  if (tags.some(({ Key }) => Key?.startsWith('aws:'))) {
    throw invalidTag(
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    );
  }
}

/**
 * The us-east-1 endpoint makes buckets anywhere; other endpoints want their own region named.
 *
 * @throws AwsError InvalidLocationConstraint, IllegalLocationConstraintException (400)
 */
function regionOf({ region }: OperationContext, constraint: string | undefined): string {
  if (constraint === undefined && region === 'us-east-1') return region;
  // us-east-1 is named by naming nothing.
  if (
    constraint === 'us-east-1' ||
    (constraint !== undefined && !/^(EU|[a-z]{2,}(-[a-z]+)+-\d)$/.test(constraint))
  ) {
    throw new S3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      members: { LocationConstraint: constraint },
    });
  }
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (wanted === undefined || (region !== 'us-east-1' && wanted !== region)) {
    throw new S3Error(
      'IllegalLocationConstraintException',
      `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  return wanted;
}
