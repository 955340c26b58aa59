import { AwsError } from '../../../core/aws-error.ts';

/** Removes what may be gone already. */
export function ignoreMissing(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'NoSuchEntity')) throw error;
  }
}
