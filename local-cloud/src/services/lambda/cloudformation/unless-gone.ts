import { AwsError } from '../../../core/aws-error.ts';

/** Deleting what is gone already is a success to CloudFormation. */
export async function unlessGone(deletion: () => unknown): Promise<void> {
  try {
    await deletion();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
  }
}
