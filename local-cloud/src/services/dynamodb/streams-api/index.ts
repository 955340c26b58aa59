import type { OperationTable } from '../../../protocols/operation.ts';
import type { Service } from '../../service.ts';
import { unknownOperation } from '../errors.ts';
import { dynamodbProtocol } from '../protocol.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';

const operations = {
  DescribeStream: describeStream,
  GetRecords: getRecords,
  GetShardIterator: getShardIterator,
  ListStreams: listStreams,
} satisfies OperationTable;

/** Amazon DynamoDB Streams: what has changed in tables within the last day. */
export const dynamodbstreams: Service = {
  id: 'dynamodbstreams',
  title: 'Amazon DynamoDB Streams',
  signingNames: ['dynamodb'],
  targetPrefixes: ['DynamoDBStreams_20120810'],
  hostPrefixes: ['streams'],
  protocol: dynamodbProtocol,
  operations,
  savesItself: true,
  unknownOperation,
  gaps: [
    { what: 'a stream has one open shard, whatever its traffic', since: '2026-11-26' },
    { what: 'streams that were ended are not found again after a restart', since: '2026-11-26' },
  ],
};
