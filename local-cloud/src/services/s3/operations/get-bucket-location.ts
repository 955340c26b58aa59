import type {
  BucketLocationConstraint,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
} from '@aws-sdk/client-s3';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';

/**
 * us-east-1 is told by an empty answer.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const getBucketLocation = modelled<GetBucketLocationRequest, GetBucketLocationOutput>(
  'GetBucketLocation',
  (input, context) => {
    const { region } = requireBucket(input, context);
    return { LocationConstraint: (region === 'us-east-1' ? '' : region) as BucketLocationConstraint };
  },
);
