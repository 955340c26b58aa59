import { z } from 'zod';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import { logGroupName, parseInput } from '../input.ts';
import { logStore } from '../store.ts';

const Input = z.object({ logGroupName });

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export function deleteLogGroup(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Input, input);
  const store = logStore(context);
  if (store.group(request.logGroupName).deletionProtected) {
    throw new AwsError(
      'OperationAbortedException',
      'The log group cannot be deleted because deletion protection is enabled.',
    );
  }
  store.groups.delete(request.logGroupName);
}
