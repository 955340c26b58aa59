import type { AnyOperation } from '../../service.ts';
import { createTable } from './create-table.ts';
import { deleteTable } from './delete-table.ts';
import { describeContinuousBackups } from './describe-continuous-backups.ts';
import { describeEndpoints } from './describe-endpoints.ts';
import { describeKinesisStreamingDestination } from './describe-kinesis-streaming-destination.ts';
import { describeLimits } from './describe-limits.ts';
import { describeTable } from './describe-table.ts';
import { describeTimeToLive } from './describe-time-to-live.ts';
import { itemOperation, writeOperation } from './items.ts';
import { listTables } from './list-tables.ts';
import { listTagsOfResource } from './list-tags-of-resource.ts';
import { tagResource } from './tag-resource.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { untagResource } from './untag-resource.ts';
import { updateContinuousBackups } from './update-continuous-backups.ts';
import { updateTable } from './update-table.ts';
import { updateTimeToLive } from './update-time-to-live.ts';

export type DynamodbOperation =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'CreateTable'
  | 'DeleteItem'
  | 'DeleteTable'
  | 'DescribeContinuousBackups'
  | 'DescribeEndpoints'
  | 'DescribeKinesisStreamingDestination'
  | 'DescribeLimits'
  | 'DescribeTable'
  | 'DescribeTimeToLive'
  | 'GetItem'
  | 'ListTables'
  | 'ListTagsOfResource'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'TagResource'
  | 'TransactGetItems'
  | 'TransactWriteItems'
  | 'UntagResource'
  | 'UpdateContinuousBackups'
  | 'UpdateItem'
  | 'UpdateTable'
  | 'UpdateTimeToLive';

export const operations = {
  BatchGetItem: itemOperation('BatchGetItem'),
  BatchWriteItem: itemOperation('BatchWriteItem'),
  CreateTable: createTable,
  DeleteItem: writeOperation('DeleteItem'),
  DeleteTable: deleteTable,
  DescribeContinuousBackups: describeContinuousBackups,
  DescribeEndpoints: describeEndpoints,
  DescribeKinesisStreamingDestination: describeKinesisStreamingDestination,
  DescribeLimits: describeLimits,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: itemOperation('GetItem'),
  ListTables: listTables,
  ListTagsOfResource: listTagsOfResource,
  PutItem: writeOperation('PutItem'),
  Query: itemOperation('Query'),
  Scan: itemOperation('Scan'),
  TagResource: tagResource,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UntagResource: untagResource,
  UpdateContinuousBackups: updateContinuousBackups,
  UpdateItem: writeOperation('UpdateItem'),
  UpdateTable: updateTable,
  UpdateTimeToLive: updateTimeToLive,
} satisfies Record<DynamodbOperation, AnyOperation>;
