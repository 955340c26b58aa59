import type {
  PutBucketAccelerateConfigurationRequest,
  PutBucketCorsRequest,
  PutBucketEncryptionRequest,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
  PutBucketOwnershipControlsRequest,
  PutBucketRequestPaymentRequest,
  PutBucketTaggingRequest,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import type { OperationContext } from '../../../protocols/operation.ts';
import { removeConfiguration, setConfiguration } from '../bucket-configuration.ts';
import type { ConfigurationKind, Configurations } from '../configuration.ts';
import { checkTags } from '../description.ts';
import { malformedXml } from '../errors.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';
import type { OfBucket } from '../types.ts';
import { checkBucketAcl } from './acl.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const putBucketAccelerateConfiguration = modelled<PutBucketAccelerateConfigurationRequest, void>(
  'PutBucketAccelerateConfiguration',
  (input, context) => put(input, context, 'accelerate', input.AccelerateConfiguration),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const putBucketCors = modelled<PutBucketCorsRequest, void>('PutBucketCors', (input, context) =>
  put(input, context, 'cors', input.CORSConfiguration),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const putBucketEncryption = modelled<PutBucketEncryptionRequest, void>(
  'PutBucketEncryption',
  (input, context) => put(input, context, 'encryption', input.ServerSideEncryptionConfiguration),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const putBucketLifecycleConfiguration = modelled<
  PutBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput
>('PutBucketLifecycleConfiguration', (input, context) => {
  const { TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K' } = input;
  if (!input.LifecycleConfiguration) throw malformedXml();
  const document = { ...input.LifecycleConfiguration, TransitionDefaultMinimumObjectSize };
  put(input, context, 'lifecycle', document);
  return { TransitionDefaultMinimumObjectSize };
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const putBucketOwnershipControls = modelled<PutBucketOwnershipControlsRequest, void>(
  'PutBucketOwnershipControls',
  (input, context) => {
    const { acl } = requireBucket(input, context);
    checkBucketAcl(input.OwnershipControls.Rules[0]?.ObjectOwnership, acl);
    put(input, context, 'ownershipControls', input.OwnershipControls);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const putBucketRequestPayment = modelled<PutBucketRequestPaymentRequest, void>(
  'PutBucketRequestPayment',
  (input, context) => put(input, context, 'requestPayment', input.RequestPaymentConfiguration),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging = modelled<PutBucketTaggingRequest, void>(
  'PutBucketTagging',
  (input, context) => {
    checkTags(input.Tagging.TagSet, { limit: 50, what: 'Bucket' });
    put(input, context, 'tagging', input.Tagging);
    // No tags are no document.
    if (input.Tagging.TagSet.length === 0) removeConfiguration(requireBucket(input, context), 'tagging');
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const putPublicAccessBlock = modelled<PutPublicAccessBlockRequest, void>(
  'PutPublicAccessBlock',
  (input, context) => put(input, context, 'publicAccessBlock', input.PublicAccessBlockConfiguration),
);

function put<Kind extends ConfigurationKind>(
  input: OfBucket,
  context: OperationContext,
  kind: Kind,
  document: Configurations[Kind] | undefined,
): void {
  if (!document) throw malformedXml();
  setConfiguration(requireBucket(input, context), kind, document);
}

/**
 * The same for CloudFormation, which gives buckets tags of the system's own; without any, those that are there go.
 *
 * @throws AwsError NoSuchBucket (404), InvalidTag (400)
 */
export function tagBucket(
  input: OfBucket & { readonly Tagging: Configurations['tagging'] | undefined },
  context: OperationContext,
): void {
  const bucket = requireBucket(input, context);
  if (input.Tagging) setConfiguration(bucket, 'tagging', input.Tagging);
  else removeConfiguration(bucket, 'tagging');
}
