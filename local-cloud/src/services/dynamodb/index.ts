import type { Service } from '../service.ts';
import { dynamodbGlobalTable } from './cloudformation/global-table.ts';
import { dynamodbTable } from './cloudformation/table.ts';
import { unknownOperation } from './errors.ts';
import { operations } from './operations/index.ts';
import { dynamodbProtocol } from './protocol.ts';

/** Amazon DynamoDB: an engine of our own, in this process. */
export const dynamodb: Service = {
  id: 'dynamodb',
  title: 'Amazon DynamoDB',
  signingNames: ['dynamodb'],
  targetPrefixes: ['DynamoDB_20120810'],
  protocol: dynamodbProtocol,
  operations,
  savesItself: true,
  unknownOperation,
  resourceTypes: [dynamodbGlobalTable, dynamodbTable],
  inert: {
    CreateTable: ['SSESpecification', 'TableClass', 'OnDemandThroughput', 'WarmThroughput'],
    UpdateTable: ['SSESpecification', 'TableClass', 'OnDemandThroughput', 'WarmThroughput'],
    UpdateContinuousBackups: ['PointInTimeRecoverySpecification'],
  },
  gaps: [
    {
      what: 'restoring a table to a point in time (recovery can be switched on, and backups are restored), exports, imports, Kinesis streams, contributor insights, resource policies and global tables of more than one replica',
      since: '2026-11-26',
    },
    {
      what: 'throughput, provisioned or on demand, is kept and shown, and never throttles',
      since: '2026-11-26',
    },
    {
      what: 'tables are made, changed and deleted at once; only an index on a table with items takes its time (CREATING)',
      since: '2026-11-26',
    },
    {
      what: 'ItemCount and TableSizeBytes are those of the moment (DynamoDB brings them up to date every six hours)',
      since: '2026-11-26',
    },
  ],
};
