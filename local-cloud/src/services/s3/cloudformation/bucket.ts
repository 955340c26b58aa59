import { partition, urlSuffix } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { ResourceContext, ResourceState, ResourceType } from '../../../resources/resource-type.ts';
import { putBucketAcl } from '../operations/acl.ts';
import { putBucketVersioning } from '../operations/bucket-versioning.ts';
import { createBucket } from '../operations/create-bucket.ts';
import { deleteBucket } from '../operations/delete-bucket.ts';
import { headBucket } from '../operations/head-bucket.ts';
import {
  BUCKET_MEMBERS,
  type BucketProperties,
  cannedAclName,
  configurationDocuments,
} from './bucket-properties.ts';
import { configureBucket } from './configure-bucket.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucket = {
  type: 'AWS::S3::Bucket',
  properties: [
    'AccessControl',
    'BucketEncryption',
    'BucketName',
    'CorsConfiguration',
    'LifecycleConfiguration',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
    'VersioningConfiguration',
  ],
  members: BUCKET_MEMBERS,
  inert: ['AccelerateConfiguration'],
  nameProperty: 'BucketName',
  async create(properties, context) {
    const Bucket = properties.BucketName ?? context.generateName({ maxLength: 63, lowerCase: true });
    const { region } = context;
    // In us-east-1 creating one's own bucket again would succeed; a stack must not take over what it did not make.
    if (exists(Bucket, context))
      throw new AwsError('AlreadyExists', `${Bucket} already exists`, { status: 409 });
    const LocationConstraint = region === 'us-east-1' ? undefined : region;
    createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint } }, context);
    try {
      configure(Bucket, properties, undefined, context);
    } catch (error) {
      await deleteBucket({ Bucket }, context);
      throw error;
    }
    return describe(Bucket, region);
  },
  async update(state, properties, previous, context) {
    configure(state.physicalId, properties, previous, context);
    return state;
  },
  async delete(state, _properties, context) {
    if (exists(state.physicalId, context)) await deleteBucket({ Bucket: state.physicalId }, context);
  },
} satisfies ResourceType<BucketProperties>;

function exists(Bucket: string, context: ResourceContext): boolean {
  try {
    headBucket({ Bucket }, context);
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchBucket') return false;
    throw error;
  }
}

/** Sets what the properties say; what they no longer say goes back to how a new bucket has it. */
function configure(
  Bucket: string,
  properties: BucketProperties,
  previous: BucketProperties | undefined,
  context: ResourceContext,
): void {
  const now = configurationDocuments(properties, context.tags);
  const before = previous ? configurationDocuments(previous, context.tags) : {};
  configureBucket(Bucket, now, before, context);
  const Status = properties.VersioningConfiguration?.Status;
  if (Status !== undefined) setVersioning(Bucket, Status, context);
  else if (previous?.VersioningConfiguration) setVersioning(Bucket, 'Suspended', context);
  const acl = properties.AccessControl ?? (previous?.AccessControl && 'Private');
  if (acl !== undefined) setAcl(Bucket, acl, context);
}

const setVersioning = (Bucket: string, Status: string, context: ResourceContext): void =>
  putBucketVersioning({ Bucket, VersioningConfiguration: { Status } }, context);

/**
 * Templates from before April 2023, when new buckets lost their ACLs, go on working where what can't be had is skipped.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 */
function setAcl(Bucket: string, acl: string, context: ResourceContext): void {
  const { cloud, stackName, logicalId } = context;
  const ACL = cannedAclName(acl);
  try {
    putBucketAcl({ Bucket, ACL }, context);
  } catch (error) {
    const refused = error instanceof AwsError && error.code === 'AccessControlListNotSupported';
    // A bucket is made with this one whatever its ownership, as it has it anyway.
    if (refused && ACL === 'private') return;
    if (!refused || !cloud.skipUnsupported) throw error;
    const part = `AccessControl ${acl}, which new buckets refuse since April 2023,`;
    cloud.events.emit('skip', { stackName, logicalId, type: 'AWS::S3::Bucket', part });
  }
}

/** Regions whose website endpoints have a dash, as all had until 2014; the others have a dot. */
const DASHED = new Set([
  ...['us-east-1', 'us-west-1', 'us-west-2', 'us-gov-west-1', 'eu-west-1', 'sa-east-1'],
  ...['ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2'],
]);

function describe(name: string, region: string): ResourceState {
  const suffix = urlSuffix(region);
  const website = `s3-website${DASHED.has(region) ? '-' : '.'}${region}`;
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:${partition(region)}:s3:::${name}`,
      DomainName: `${name}.s3.${suffix}`,
      RegionalDomainName: `${name}.s3.${region}.${suffix}`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
      WebsiteURL: `http://${name}.${website}.${suffix}`,
    },
  };
}
