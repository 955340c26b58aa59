import type { OperationContext } from '../../../protocols/operation.ts';
import { bucketArn } from '../bucket.ts';
import { requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket(input: BucketInput, context: OperationContext): S3Output {
  const { name, region } = requireBucket(input.Bucket, context);
  const headers = {
    'x-amz-bucket-arn': bucketArn(name, region),
    'x-amz-bucket-region': region,
    'x-amz-access-point-alias': 'false',
  };
  return { headers: { ...headers, 'content-type': 'application/xml' } };
}
