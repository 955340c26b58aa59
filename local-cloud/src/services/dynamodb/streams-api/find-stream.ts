import type { OperationContext } from '../../../protocols/operation.ts';
import { modelError, validation } from '../errors.ts';
import { database } from '../store.ts';
import type { Shard } from '../streams/stream-log.ts';
import type { KnownStream } from '../streams/streams.ts';

const STREAM_ARN = /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/;

/** @throws AwsError ValidationException */
export function checkStreamArn(arn: string): void {
  if (!STREAM_ARN.test(arn)) throw validation('Invalid StreamArn');
}

/** @throws AwsError ValidationException, ResourceNotFoundException */
export function findStream(arn: string, context: OperationContext): KnownStream {
  checkStreamArn(arn);
  const found = database(context).streams.find(arn);
  if (!found) {
    throw modelError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
  }
  return found;
}

/** @throws AwsError ResourceNotFoundException */
export function findShard({ log }: KnownStream, id: string, now: number): Shard {
  const shard = log.shards(now).find((each) => each.id === id);
  if (!shard) {
    throw modelError(
      'ResourceNotFoundException',
      `Requested resource not found: Shard does not exist: ShardId: ${id}`,
    );
  }
  return shard;
}
