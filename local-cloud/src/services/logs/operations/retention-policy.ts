import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { logGroupName, parseInput } from '../input.ts';
import { logStore } from '../store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const PutInput = z.object({ logGroupName, retentionInDays: z.literal(DAYS) });

const DeleteInput = z.object({ logGroupName });

/** Events older than that are no longer answered. */
export function putRetentionPolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(PutInput, input);
  logStore(context).group(request.logGroupName).retentionInDays = request.retentionInDays;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export function deleteRetentionPolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(DeleteInput, input);
  logStore(context).group(request.logGroupName).retentionInDays = undefined;
}
