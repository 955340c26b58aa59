import type {
  GetBucketAccelerateConfigurationOutput,
  GetBucketAccelerateConfigurationRequest,
  GetBucketCorsOutput,
  GetBucketCorsRequest,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  GetBucketRequestPaymentOutput,
  GetBucketRequestPaymentRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import { configurationOf } from '../bucket-configuration.ts';
import type { ConfigurationKind, Configurations } from '../configuration.ts';
import { notConfigured } from '../errors.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';
import type { OfBucket } from '../types.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html */
export const getBucketAccelerateConfiguration = modelled<
  GetBucketAccelerateConfigurationRequest,
  GetBucketAccelerateConfigurationOutput
>('GetBucketAccelerateConfiguration', (input, context) => found(input, context, 'accelerate') ?? {});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const getBucketCors = modelled<GetBucketCorsRequest, GetBucketCorsOutput>(
  'GetBucketCors',
  (input, context) => {
    const cors = found(input, context, 'cors');
    if (cors) return cors;
    throw notConfigured('NoSuchCORSConfiguration', 'The CORS configuration does not exist', input.Bucket);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const getBucketEncryption = modelled<GetBucketEncryptionRequest, GetBucketEncryptionOutput>(
  'GetBucketEncryption',
  (input, context) => ({ ServerSideEncryptionConfiguration: found(input, context, 'encryption') }),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycleConfiguration = modelled<
  GetBucketLifecycleConfigurationRequest,
  GetBucketLifecycleConfigurationOutput
>('GetBucketLifecycleConfiguration', (input, context) => {
  const lifecycle = found(input, context, 'lifecycle');
  // Terraform waits until it reads the size back.
  if (lifecycle) return { TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K', ...lifecycle };
  const message = 'The lifecycle configuration does not exist';
  throw notConfigured('NoSuchLifecycleConfiguration', message, input.Bucket);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const getBucketOwnershipControls = modelled<
  GetBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput
>('GetBucketOwnershipControls', (input, context) => {
  const controls = found(input, context, 'ownershipControls');
  if (controls) return { OwnershipControls: controls };
  const message = 'The bucket ownership controls were not found';
  throw notConfigured('OwnershipControlsNotFoundError', message, input.Bucket);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html */
export const getBucketRequestPayment = modelled<
  GetBucketRequestPaymentRequest,
  GetBucketRequestPaymentOutput
>('GetBucketRequestPayment', (input, context) => found(input, context, 'requestPayment') ?? {});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging = modelled<GetBucketTaggingRequest, GetBucketTaggingOutput>(
  'GetBucketTagging',
  (input, context) => {
    const tagging = found(input, context, 'tagging');
    if (tagging) return tagging;
    throw notConfigured('NoSuchTagSet', 'The TagSet does not exist', input.Bucket);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock = modelled<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput>(
  'GetPublicAccessBlock',
  (input, context) => {
    const block = found(input, context, 'publicAccessBlock');
    if (block) return { PublicAccessBlockConfiguration: block };
    const message = 'The public access block configuration was not found';
    throw notConfigured('NoSuchPublicAccessBlockConfiguration', message, input.Bucket);
  },
);

const found = <Kind extends ConfigurationKind>(
  input: OfBucket,
  context: OperationContext,
  kind: Kind,
): Configurations[Kind] | undefined => configurationOf(requireBucket(input, context), kind);
