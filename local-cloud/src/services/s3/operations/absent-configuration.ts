import type {
  GetBucketLoggingOutput,
  GetBucketLoggingRequest,
  GetBucketNotificationConfigurationRequest,
  GetBucketReplicationOutput,
  GetBucketReplicationRequest,
  GetBucketWebsiteOutput,
  GetBucketWebsiteRequest,
  GetObjectLockConfigurationOutput,
  GetObjectLockConfigurationRequest,
  NotificationConfiguration,
  PutBucketLoggingRequest,
  PutBucketNotificationConfigurationRequest,
} from '@aws-sdk/client-s3';
import { notSupported } from '../../../core/aws-error.ts';
import { notConfigured } from '../errors.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';

// What no bucket has here: asking for it gets what AWS says of a bucket without it, turning it off succeeds, and turning it on
// is refused by name, because nothing would happen.

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export const getBucketLogging = modelled<GetBucketLoggingRequest, GetBucketLoggingOutput>(
  'GetBucketLogging',
  (input, context) => {
    requireBucket(input, context);
    return {};
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const putBucketLogging = modelled<PutBucketLoggingRequest, void>(
  'PutBucketLogging',
  (input, context) => {
    requireBucket(input, context);
    const [first] = Object.keys(input.BucketLoggingStatus);
    if (first !== undefined) throw notSupported(`Server access logging (${first})`);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration = modelled<
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration
>('GetBucketNotificationConfiguration', (input, context) => {
  requireBucket(input, context);
  return {};
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const putBucketNotificationConfiguration = modelled<PutBucketNotificationConfigurationRequest, void>(
  'PutBucketNotificationConfiguration',
  (input, context) => {
    requireBucket(input, context);
    const [first] = Object.keys(input.NotificationConfiguration);
    if (first !== undefined) throw notSupported(`Event notification (${first})`);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html */
export const getBucketReplication = modelled<GetBucketReplicationRequest, GetBucketReplicationOutput>(
  'GetBucketReplication',
  (input, context) => {
    requireBucket(input, context);
    const message = 'The replication configuration was not found';
    throw notConfigured('ReplicationConfigurationNotFoundError', message, input.Bucket);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export const getBucketWebsite = modelled<GetBucketWebsiteRequest, GetBucketWebsiteOutput>(
  'GetBucketWebsite',
  (input, context) => {
    requireBucket(input, context);
    const message = 'The specified bucket does not have a website configuration';
    throw notConfigured('NoSuchWebsiteConfiguration', message, input.Bucket);
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const getObjectLockConfiguration = modelled<
  GetObjectLockConfigurationRequest,
  GetObjectLockConfigurationOutput
>('GetObjectLockConfiguration', (input, context) => {
  requireBucket(input, context);
  const message = 'Object Lock configuration does not exist for this bucket';
  throw notConfigured('ObjectLockConfigurationNotFoundError', message, input.Bucket);
});
