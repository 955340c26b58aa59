import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import { bucketArn } from '../bucket.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = modelled<HeadBucketRequest, HeadBucketOutput>('HeadBucket', (input, context) => {
  const { name, region } = requireBucket(input, context);
  return { BucketArn: bucketArn(name, region), BucketRegion: region, AccessPointAlias: false };
});
