import type { GetRecordsCommandInput } from '@aws-sdk/client-dynamodb-streams';
import type { JsonBytes } from '../../../../protocols/json-bytes.ts';
import { answer } from '../../items/answer.ts';
import { database } from '../../store.ts';
import { after } from '../../streams/stream-log.ts';
import { findShard, findStream } from '../find-stream.ts';
import { modelled } from '../input.ts';
import { readIterator, writeIterator } from '../shard-iterator.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
const MOST_RECORDS = 1000;
const MAX_BYTES = 1024 * 1024;

export const getRecords = modelled<GetRecordsCommandInput, JsonBytes>('GetRecords', (input, context) => {
  const { clock, streams } = database(context);
  const now = clock.now();
  const position = readIterator(input.ShardIterator!, now);
  const known = findStream(position.arn, context);
  streams.trim(known.log);
  const shard = findShard(known, position.shardId, now);
  const limit = input.Limit ?? MOST_RECORDS;
  const end = shard.last === undefined ? undefined : after(shard.last);
  const cursor = known.log.records.range({ gte: position.from, lt: end });
  const records: string[] = [];
  let { from } = position;
  let bytes = 0;
  while (records.length < limit && bytes < MAX_BYTES && cursor.next()) {
    records.push(cursor.value);
    bytes += cursor.value.length;
    from = after(cursor.key);
  }
  // A shard that was read to its end leads nowhere else: its child has to be asked for.
  const isRead = end !== undefined && (from >= end || records.length === 0);
  return answer(
    { Records: `[${records.join(',')}]` },
    { NextShardIterator: isRead ? undefined : writeIterator({ ...position, from }, now) },
  );
});
