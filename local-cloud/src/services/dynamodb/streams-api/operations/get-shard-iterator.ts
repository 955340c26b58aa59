import type {
  GetShardIteratorCommandInput,
  GetShardIteratorCommandOutput,
} from '@aws-sdk/client-dynamodb-streams';
import { modelError, validation } from '../../errors.ts';
import { database } from '../../store.ts';
import { after, type Shard, type StreamLog } from '../../streams/stream-log.ts';
import { findShard, findStream } from '../find-stream.ts';
import { modelled } from '../input.ts';
import { writeIterator } from '../shard-iterator.ts';

type Output = Omit<GetShardIteratorCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator = modelled<GetShardIteratorCommandInput, Output>(
  'GetShardIterator',
  (input, context) => {
    const { clock, streams } = database(context);
    const now = clock.now();
    const known = findStream(input.StreamArn!, context);
    streams.trim(known.log);
    const shard = findShard(known, input.ShardId!, now);
    const from = startOf(known.log, shard, input);
    return { ShardIterator: writeIterator({ arn: input.StreamArn!, shardId: shard.id, from }, now) };
  },
);

function startOf(log: StreamLog, shard: Shard, input: GetShardIteratorCommandInput): string {
  const { ShardIteratorType: type, SequenceNumber: sequence } = input;
  const isPlace = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
  if (!isPlace && sequence !== undefined) {
    throw validation(`SequenceNumber is not allowed when ShardIteratorType is ${type}`);
  }
  if (type === 'TRIM_HORIZON') return shard.first;
  if (type === 'LATEST') return shard.last === undefined ? log.latest : after(shard.last);
  if (sequence === undefined) {
    throw validation(`SequenceNumber is required when ShardIteratorType is ${type}`);
  }
  const oldest = log.records.range({ gte: shard.first });
  if (sequence < shard.first || (oldest.next() && sequence < oldest.key && sequence !== shard.first)) {
    throw modelError(
      'TrimmedDataAccessException',
      'The operation attempted to read past the oldest stream record in a shard',
    );
  }
  return type === 'AT_SEQUENCE_NUMBER' ? sequence : after(sequence);
}
