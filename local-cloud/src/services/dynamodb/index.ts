import type { Service } from '../service.ts';
import { dynamodbTable } from './cloudformation/table.ts';
import { unknownOperation } from './errors.ts';
import { operations } from './operations/index.ts';
import { dynamodbProtocol } from './protocol.ts';

/** Amazon DynamoDB: an adapter to dynalite, in this process, loaded with the first request. */
export const dynamodb: Service = {
  id: 'dynamodb',
  title: 'Amazon DynamoDB',
  signingNames: ['dynamodb'],
  targetPrefixes: ['DynamoDB_20120810'],
  protocol: dynamodbProtocol,
  operations,
  // DynamoDB answers a 400 of its own to an operation it does not know; what is carried out is left to the gateway.
  async delegate(request) {
    const match = await dynamodbProtocol.match(request);
    if (match && !Object.hasOwn(operations, match.operation)) throw unknownOperation(match.operation);
    return false;
  },
  resourceTypes: [dynamodbTable],
  inert: {
    CreateTable: ['SSESpecification', 'TableClass', 'OnDemandThroughput', 'WarmThroughput'],
    UpdateTable: ['SSESpecification', 'TableClass', 'OnDemandThroughput', 'WarmThroughput'],
    UpdateContinuousBackups: ['PointInTimeRecoverySpecification'],
    UpdateTimeToLive: ['TimeToLiveSpecification'],
  },
  gaps: [
    {
      what: 'PartiQL, streams, backups (point-in-time recovery can be switched on, and nothing restored), exports, imports and global tables',
      since: '2026-11-21',
    },
    { what: 'items past their TTL attribute are kept', since: '2026-11-21' },
    { what: 'provisioned throughput is kept, and never throttles', since: '2026-11-21' },
    {
      what: 'ItemCount and TableSizeBytes stay 0 (DynamoDB brings them up to date every six hours)',
      since: '2026-11-21',
    },
    { what: 'ReturnItemCollectionMetrics answers none', since: '2026-11-21' },
    { what: 'table ARNs in place of names in the RequestItems of batch operations', since: '2026-11-21' },
  ],
};
