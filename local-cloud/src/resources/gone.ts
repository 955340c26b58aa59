import { AwsError } from '../core/aws-error.ts';

/** How services call what is not there. */
const GONE = /^(ResourceNotFoundException|NotFoundException|NoSuchEntity|NoSuchBucket|NoSuchBucketPolicy)$/;

/** Deletes what may be gone already, on its own or with what it belongs to, which is a success to CloudFormation. */
export async function unlessGone(remove: () => unknown): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof AwsError) || !GONE.test(error.code)) throw error;
  }
}
