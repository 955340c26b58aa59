import type { OperationContext } from '../../../protocols/operation.ts';
import { requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';

/**
 * us-east-1 is told by an empty answer.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export function getBucketLocation(input: BucketInput, context: OperationContext): S3Output {
  const { region } = requireBucket(input.Bucket, context);
  return { document: { root: 'LocationConstraint', content: region === 'us-east-1' ? '' : region } };
}
