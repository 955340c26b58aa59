import { notSupported } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import type { VersioningStatus } from '../bucket.ts';
import { malformedXml, S3Error } from '../errors.ts';
import { requireBucket } from '../store.ts';
import type { BucketInput, S3Output } from '../types.ts';
import { readDocument } from '../xml-body.ts';

const isStatus = (value: unknown): value is VersioningStatus => value === 'Enabled' || value === 'Suspended';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export async function putBucketVersioning(input: BucketInput, context: OperationContext): Promise<S3Output> {
  requireBucket(input.Bucket, context);
  const { Status, MfaDelete } = (await readDocument(context, 'VersioningConfiguration')) ?? {};
  if (MfaDelete === 'Enabled') throw notSupported('MFA delete');
  setBucketVersioning({ Bucket: input.Bucket, Status }, context);
  return {};
}

/** @throws AwsError MalformedXML, IllegalVersioningConfigurationException (400) for any status but Enabled and Suspended */
export function setBucketVersioning(
  { Bucket, Status }: { Bucket: string; Status: unknown },
  context: OperationContext,
): void {
  const bucket = requireBucket(Bucket, context);
  if (Status === undefined) {
    throw new S3Error('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
  }
  if (!isStatus(Status)) throw malformedXml();
  bucket.versioning = Status;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export function getBucketVersioning(input: BucketInput, context: OperationContext): S3Output {
  const { versioning } = requireBucket(input.Bucket, context);
  return { document: { root: 'VersioningConfiguration', content: { Status: versioning } } };
}
