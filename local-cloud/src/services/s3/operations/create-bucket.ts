import { notSupported } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { XmlRecord } from '../../../protocols/xml.ts';
import { Bucket, bucketArn } from '../bucket.ts';
import { checkBucketName } from '../bucket-name.ts';
import { tagsIn } from '../configuration.ts';
import { cannedAcl } from '../description.ts';
import { invalidArgument, invalidTag, S3Error } from '../errors.ts';
import { requestHeader } from '../request-header.ts';
import { bucketStore } from '../store.ts';
import type { S3Output } from '../types.ts';
import { readDocument } from '../xml-body.ts';
import { checkAclAllowed } from './acl.ts';
import { setConfiguration } from './bucket-configuration.ts';

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export async function createBucket(
  input: { readonly Bucket: string; readonly LocationConstraint?: string },
  context: OperationContext,
): Promise<S3Output> {
  checkBucketName(input.Bucket);
  if (requestHeader(context, 'x-amz-bucket-object-lock-enabled') === 'true')
    throw notSupported('S3 Object Lock');
  const document = context.request && (await readDocument(context, 'CreateBucketConfiguration'));
  const tags = document?.Tags === undefined ? undefined : newTags(document.Tags);
  const region = regionOf(context, input.LocationConstraint ?? locationConstraint(document));
  const acl = cannedAcl(context);
  const ownership = requestHeader(context, 'x-amz-object-ownership');
  if (ownership !== undefined && !OWNERSHIPS.includes(ownership)) {
    const message = `Invalid x-amz-object-ownership header: ${ownership}`;
    throw invalidArgument(message, 'x-amz-object-ownership');
  }
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
  if (ownership !== undefined) {
    setConfiguration(bucket, 'ownershipControls', { Rule: { ObjectOwnership: ownership } });
  }
  checkAclAllowed(bucket, acl);
  if (tags) setConfiguration(bucket, 'tagging', tags);
  if (acl !== undefined) bucket.acl = acl;
  store.buckets.set(input.Bucket, bucket);
  const headers = { location: `/${input.Bucket}`, 'x-amz-bucket-arn': bucketArn(input.Bucket, region) };
  return { headers };
}

/** The document of a bucket's tags, from the one it is made with. @throws AwsError MalformedXML, InvalidTag (400) */
function newTags(given: XmlRecord[string]): XmlRecord | undefined {
  const document = { TagSet: given };
  const tags = tagsIn(document);
  if (tags.some(({ Key }) => Key.startsWith('aws:'))) {
    throw invalidTag(
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    );
  }
  return tags.length > 0 ? document : undefined;
}

function locationConstraint(document: XmlRecord | undefined): string | undefined {
  if (document?.Location !== undefined || document?.Bucket !== undefined)
    throw notSupported('Directory buckets');
  const constraint = document?.LocationConstraint;
  return typeof constraint === 'string' && constraint !== '' ? constraint : undefined;
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
