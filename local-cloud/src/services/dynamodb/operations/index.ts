import type { AnyOperation } from '../../../protocols/operation.ts';
import { modelled } from '../input.ts';
import { batchExecuteStatement } from './batch-execute-statement.ts';
import { batchGetItem } from './batch-get-item.ts';
import { batchWriteItem } from './batch-write-item.ts';
import { createBackup } from './create-backup.ts';
import { createTable } from './create-table.ts';
import { deleteBackup } from './delete-backup.ts';
import { deleteItem } from './delete-item.ts';
import { deleteTable } from './delete-table.ts';
import { describeBackup } from './describe-backup.ts';
import { describeContinuousBackups } from './describe-continuous-backups.ts';
import { describeEndpoints } from './describe-endpoints.ts';
import { describeKinesisStreamingDestination } from './describe-kinesis-streaming-destination.ts';
import { describeLimits } from './describe-limits.ts';
import { describeTable } from './describe-table.ts';
import { describeTimeToLive } from './describe-time-to-live.ts';
import { executeStatement } from './execute-statement.ts';
import { executeTransaction } from './execute-transaction.ts';
import { getItem } from './get-item.ts';
import { listBackups } from './list-backups.ts';
import { listTables } from './list-tables.ts';
import { listTagsOfResource } from './list-tags-of-resource.ts';
import { putItem } from './put-item.ts';
import { query } from './query.ts';
import { restoreTableFromBackup } from './restore-table-from-backup.ts';
import { scan } from './scan.ts';
import { tagResource } from './tag-resource.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { untagResource } from './untag-resource.ts';
import { updateContinuousBackups } from './update-continuous-backups.ts';
import { updateItem } from './update-item.ts';
import { updateTable } from './update-table.ts';
import { updateTimeToLive } from './update-time-to-live.ts';

export const operations = {
  BatchExecuteStatement: modelled('BatchExecuteStatement', batchExecuteStatement),
  BatchGetItem: modelled('BatchGetItem', batchGetItem),
  BatchWriteItem: modelled('BatchWriteItem', batchWriteItem),
  CreateBackup: modelled('CreateBackup', createBackup),
  DeleteBackup: modelled('DeleteBackup', deleteBackup),
  DescribeBackup: modelled('DescribeBackup', describeBackup),
  ListBackups: modelled('ListBackups', listBackups),
  RestoreTableFromBackup: modelled('RestoreTableFromBackup', restoreTableFromBackup),
  CreateTable: modelled('CreateTable', createTable),
  DeleteItem: modelled('DeleteItem', deleteItem),
  DeleteTable: modelled('DeleteTable', deleteTable),
  DescribeContinuousBackups: modelled('DescribeContinuousBackups', describeContinuousBackups),
  DescribeEndpoints: modelled('DescribeEndpoints', describeEndpoints),
  DescribeKinesisStreamingDestination: modelled(
    'DescribeKinesisStreamingDestination',
    describeKinesisStreamingDestination,
  ),
  DescribeLimits: modelled('DescribeLimits', describeLimits),
  DescribeTable: modelled('DescribeTable', describeTable),
  DescribeTimeToLive: modelled('DescribeTimeToLive', describeTimeToLive),
  ExecuteStatement: modelled('ExecuteStatement', executeStatement),
  ExecuteTransaction: modelled('ExecuteTransaction', executeTransaction),
  GetItem: modelled('GetItem', getItem),
  ListTables: modelled('ListTables', listTables),
  ListTagsOfResource: modelled('ListTagsOfResource', listTagsOfResource),
  PutItem: modelled('PutItem', putItem),
  Query: modelled('Query', query),
  Scan: modelled('Scan', scan),
  TagResource: modelled('TagResource', tagResource),
  TransactGetItems: modelled('TransactGetItems', transactGetItems),
  TransactWriteItems: modelled('TransactWriteItems', transactWriteItems),
  UntagResource: modelled('UntagResource', untagResource),
  UpdateContinuousBackups: modelled('UpdateContinuousBackups', updateContinuousBackups),
  UpdateItem: modelled('UpdateItem', updateItem),
  UpdateTable: modelled('UpdateTable', updateTable),
  UpdateTimeToLive: modelled('UpdateTimeToLive', updateTimeToLive),
} satisfies Record<string, AnyOperation>;

export type DynamodbOperation = keyof typeof operations;
