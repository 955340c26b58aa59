import type { ListStreamsCommandInput, ListStreamsCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import { database } from '../../store.ts';
import { checkStreamArn } from '../find-stream.ts';
import { modelled } from '../input.ts';

type Output = Omit<ListStreamsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams = modelled<ListStreamsCommandInput, Output>('ListStreams', (input, context) => {
  const { TableName, Limit = 100, ExclusiveStartStreamArn: after } = input;
  if (after !== undefined) checkStreamArn(after);
  const streams = database(context)
    .streams.all()
    .filter(({ table }) => TableName === undefined || table.name === TableName)
    .map(({ log, table }) => ({
      StreamArn: log.stream.arn,
      TableName: table.name,
      StreamLabel: log.stream.label,
    }))
    .filter(({ StreamArn }) => after === undefined || StreamArn > after);
  const Streams = streams.slice(0, Limit);
  const LastEvaluatedStreamArn = streams.length > Limit ? Streams.at(-1)?.StreamArn : undefined;
  return LastEvaluatedStreamArn === undefined ? { Streams } : { Streams, LastEvaluatedStreamArn };
});
