import { AwsError } from '../../../core/aws-error.ts';
import { documentText } from '../../../resources/document-text.ts';
import type { ResourceContext, ResourceType } from '../../../resources/resource-type.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from '../operations/bucket-policy.ts';

interface Properties {
  readonly Bucket: string;
  readonly PolicyDocument: unknown;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicy = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  async create({ Bucket, PolicyDocument }, context) {
    if (hasPolicy(Bucket, context)) {
      throw new AwsError('AlreadyExists', `The bucket policy already exists on bucket ${Bucket}.`, {
        status: 409,
      });
    }
    putBucketPolicy({ Bucket, Policy: documentText(PolicyDocument) }, context);
    return { physicalId: Bucket, attributes: {} };
  },
  async update(state, { Bucket, PolicyDocument }, _previous, context) {
    putBucketPolicy({ Bucket, Policy: documentText(PolicyDocument) }, context);
    return state;
  },
  async delete(state, _properties, context) {
    if (hasPolicy(state.physicalId, context)) deleteBucketPolicy({ Bucket: state.physicalId }, context);
  },
} satisfies ResourceType<Properties>;

function hasPolicy(Bucket: string, context: ResourceContext): boolean {
  try {
    getBucketPolicy({ Bucket }, context);
    return true;
  } catch (error) {
    if (error instanceof AwsError && ['NoSuchBucketPolicy', 'NoSuchBucket'].includes(error.code))
      return false;
    throw error;
  }
}
