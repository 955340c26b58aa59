import type { OperationTable } from '../../protocols/operation.ts';
import type { Service } from '../service.ts';
import { dynamodbGlobalTable } from './cloudformation/global-table.ts';
import { dynamodbTable } from './cloudformation/table.ts';
import { unknownOperation } from './errors.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createBackup } from './operations/create-backup.ts';
import { createTable } from './operations/create-table.ts';
import { deleteBackup } from './operations/delete-backup.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeBackup } from './operations/describe-backup.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeKinesisStreamingDestination } from './operations/describe-kinesis-streaming-destination.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { getItem } from './operations/get-item.ts';
import { listBackups } from './operations/list-backups.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { restoreTableFromBackup } from './operations/restore-table-from-backup.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateContinuousBackups } from './operations/update-continuous-backups.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { dynamodbProtocol } from './protocol.ts';

const operations = {
  BatchExecuteStatement: batchExecuteStatement,
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateBackup: createBackup,
  DeleteBackup: deleteBackup,
  DescribeBackup: describeBackup,
  ListBackups: listBackups,
  RestoreTableFromBackup: restoreTableFromBackup,
  CreateTable: createTable,
  DeleteItem: deleteItem,
  DeleteTable: deleteTable,
  DescribeContinuousBackups: describeContinuousBackups,
  DescribeEndpoints: describeEndpoints,
  DescribeKinesisStreamingDestination: describeKinesisStreamingDestination,
  DescribeLimits: describeLimits,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  ExecuteStatement: executeStatement,
  ExecuteTransaction: executeTransaction,
  GetItem: getItem,
  ListTables: listTables,
  ListTagsOfResource: listTagsOfResource,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  TagResource: tagResource,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UntagResource: untagResource,
  UpdateContinuousBackups: updateContinuousBackups,
  UpdateItem: updateItem,
  UpdateTable: updateTable,
  UpdateTimeToLive: updateTimeToLive,
} satisfies OperationTable;

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
