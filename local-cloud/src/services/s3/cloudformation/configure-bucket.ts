import type { OperationContext } from '../../../protocols/operation.ts';
import {
  deleteBucketCors,
  deleteBucketEncryption,
  deleteBucketLifecycle,
  deleteBucketOwnershipControls,
  deletePublicAccessBlock,
} from '../operations/delete-bucket-configuration.ts';
import {
  putBucketCors,
  putBucketEncryption,
  putBucketLifecycleConfiguration,
  putBucketOwnershipControls,
  putPublicAccessBlock,
  tagBucket,
} from '../operations/put-bucket-configuration.ts';
import type { configurationDocuments } from './bucket-properties.ts';

type Documents = ReturnType<typeof configurationDocuments>;

/**
 * Puts what there is, and deletes what there was before and is no longer: that goes back to how a new bucket has it.
 *
 * @throws AwsError MalformedXML and others (400), as the S3 API does
 */
export function configureBucket(
  Bucket: string,
  now: Documents,
  before: Documents,
  context: OperationContext,
): void {
  const { ownershipControls, cors, encryption, lifecycle, publicAccessBlock, tagging } = now;
  // Before the others, because ACLs depend on it.
  if (ownershipControls)
    putBucketOwnershipControls({ Bucket, OwnershipControls: ownershipControls }, context);
  else if (before.ownershipControls) deleteBucketOwnershipControls({ Bucket }, context);
  if (cors) putBucketCors({ Bucket, CORSConfiguration: cors }, context);
  else if (before.cors) deleteBucketCors({ Bucket }, context);
  if (encryption) putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: encryption }, context);
  else if (before.encryption) deleteBucketEncryption({ Bucket }, context);
  if (lifecycle) putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: lifecycle }, context);
  else if (before.lifecycle) deleteBucketLifecycle({ Bucket }, context);
  if (publicAccessBlock) {
    putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: publicAccessBlock }, context);
  } else if (before.publicAccessBlock) deletePublicAccessBlock({ Bucket }, context);
  if (tagging || before.tagging) tagBucket({ Bucket, Tagging: tagging }, context);
}
