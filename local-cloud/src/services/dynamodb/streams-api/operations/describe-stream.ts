import type {
  DescribeStreamCommandInput,
  DescribeStreamCommandOutput,
  Shard as ShardDescription,
} from '@aws-sdk/client-dynamodb-streams';
import { database } from '../../store.ts';
import type { Shard } from '../../streams/stream-log.ts';
import { findStream } from '../find-stream.ts';
import { modelled } from '../input.ts';

type Output = Omit<DescribeStreamCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = modelled<DescribeStreamCommandInput, Output>(
  'DescribeStream',
  (input, context) => {
    const { clock } = database(context);
    const { log, table } = findStream(input.StreamArn!, context);
    const { stream } = log;
    const { Limit = 100, ExclusiveStartShardId: start } = input;
    const shards = filtered(log.shards(clock.now()), input);
    // Ids are in the order of their shards.
    const rest = start === undefined ? shards : shards.filter(({ id }) => id > start);
    const page = rest.slice(0, Limit);
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.enabled ? 'ENABLED' : 'DISABLED',
        StreamViewType: stream.viewType,
        CreationRequestDateTime: new Date(`${stream.label}Z`),
        TableName: table.name,
        KeySchema: table.record.keySchema,
        Shards: page.map(describeShard),
        ...(rest.length > page.length ? { LastEvaluatedShardId: page.at(-1)?.id } : {}),
      },
    };
  },
);

/** Consumers of a shard ask for those that go on from it. */
function filtered(
  shards: readonly Shard[],
  { ShardFilter: filter }: DescribeStreamCommandInput,
): readonly Shard[] {
  if (!filter) return shards;
  return shards.filter(({ parentId }) => parentId === filter.ShardId);
}

const describeShard = ({ id, parentId, first, last }: Shard): ShardDescription => ({
  ShardId: id,
  SequenceNumberRange: {
    StartingSequenceNumber: first,
    ...(last === undefined ? {} : { EndingSequenceNumber: last }),
  },
  ...(parentId === undefined ? {} : { ParentShardId: parentId }),
});
