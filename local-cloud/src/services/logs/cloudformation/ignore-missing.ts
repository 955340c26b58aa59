import { AwsError } from '../../../core/aws-error.ts';

/** Deletes what may be gone already. */
export function ignoreMissing(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
  }
}
