import type { Service } from '../../service.ts';
import { unknownOperation } from '../errors.ts';
import { dynamodbProtocol } from '../protocol.ts';
import { operations } from './operations/index.ts';

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
