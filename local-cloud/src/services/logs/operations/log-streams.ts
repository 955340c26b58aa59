import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { resourceAlreadyExists } from '../errors.ts';
import { logGroupName, logStreamName, parseInput } from '../input.ts';
import { logStore } from '../store.ts';

const Input = z.object({ logGroupName, logStreamName });

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function createLogStream(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Input, input);
  const group = logStore(context).group(request.logGroupName);
  if (group.streams.has(request.logStreamName)) throw resourceAlreadyExists('log stream');
  group.addStream(request.logStreamName);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export function deleteLogStream(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Input, input);
  const group = logStore(context).group(request.logGroupName);
  group.streams.delete(group.stream(request.logStreamName).name);
}
