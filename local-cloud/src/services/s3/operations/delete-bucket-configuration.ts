import type {
  DeleteBucketCorsRequest,
  DeleteBucketEncryptionRequest,
  DeleteBucketLifecycleRequest,
  DeleteBucketOwnershipControlsRequest,
  DeleteBucketReplicationRequest,
  DeleteBucketTaggingRequest,
  DeleteBucketWebsiteRequest,
  DeletePublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import { removeConfiguration } from '../bucket-configuration.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';

// All of these succeed where there is nothing to delete.

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const deleteBucketCors = modelled<DeleteBucketCorsRequest, void>(
  'DeleteBucketCors',
  (input, context) => removeConfiguration(requireBucket(input, context), 'cors'),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
export const deleteBucketEncryption = modelled<DeleteBucketEncryptionRequest, void>(
  'DeleteBucketEncryption',
  (input, context) => removeConfiguration(requireBucket(input, context), 'encryption'),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle = modelled<DeleteBucketLifecycleRequest, void>(
  'DeleteBucketLifecycle',
  (input, context) => removeConfiguration(requireBucket(input, context), 'lifecycle'),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const deleteBucketOwnershipControls = modelled<DeleteBucketOwnershipControlsRequest, void>(
  'DeleteBucketOwnershipControls',
  (input, context) => removeConfiguration(requireBucket(input, context), 'ownershipControls'),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html */
export const deleteBucketReplication = modelled<DeleteBucketReplicationRequest, void>(
  'DeleteBucketReplication',
  (input, context) => {
    requireBucket(input, context);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging = modelled<DeleteBucketTaggingRequest, void>(
  'DeleteBucketTagging',
  (input, context) => removeConfiguration(requireBucket(input, context), 'tagging'),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html */
export const deleteBucketWebsite = modelled<DeleteBucketWebsiteRequest, void>(
  'DeleteBucketWebsite',
  (input, context) => {
    requireBucket(input, context);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock = modelled<DeletePublicAccessBlockRequest, void>(
  'DeletePublicAccessBlock',
  (input, context) => removeConfiguration(requireBucket(input, context), 'publicAccessBlock'),
);
