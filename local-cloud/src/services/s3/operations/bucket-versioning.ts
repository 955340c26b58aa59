import type {
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  PutBucketVersioningRequest,
} from '@aws-sdk/client-s3';
import { notSupported } from '../../../core/aws-error.ts';
import { S3Error } from '../errors.ts';
import { modelled } from '../input.ts';
import { requireBucket } from '../store.ts';

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 * @throws AwsError MalformedXML, IllegalVersioningConfigurationException (400) for any status but Enabled and Suspended
 */
export const putBucketVersioning = modelled<PutBucketVersioningRequest, void>(
  'PutBucketVersioning',
  (input, context) => {
    const bucket = requireBucket(input, context);
    const { Status, MFADelete } = input.VersioningConfiguration;
    if (MFADelete === 'Enabled') throw notSupported('MFA delete');
    if (Status === undefined) {
      throw new S3Error(
        'IllegalVersioningConfigurationException',
        'The Versioning element must be specified',
      );
    }
    bucket.versioning = Status;
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning = modelled<GetBucketVersioningRequest, GetBucketVersioningOutput>(
  'GetBucketVersioning',
  (input, context) => ({ Status: requireBucket(input, context).versioning }),
);
