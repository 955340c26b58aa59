import type {
  BackupDescription,
  BackupDetails,
  BackupStatus,
  BackupSummary,
  SourceTableDetails,
  SourceTableFeatureDetails,
} from '@aws-sdk/client-dynamodb';
import type { TableRecord, ThroughputRecord } from '../tables/record.ts';
import type { BackupRecord } from './backups.ts';

export function backupDetails(
  backup: BackupRecord,
  BackupStatus: BackupStatus = backup.status,
): BackupDetails {
  return {
    BackupArn: backup.arn,
    BackupName: backup.name,
    BackupSizeBytes: backup.bytes,
    BackupStatus,
    BackupType: 'USER',
    BackupCreationDateTime: new Date(backup.createdAt),
  };
}

export const backupSummary = (backup: BackupRecord): BackupSummary => ({
  TableName: backup.table.name,
  TableId: backup.table.id,
  TableArn: backup.table.arn,
  ...backupDetails(backup),
});

export const describeBackup = (backup: BackupRecord, status?: BackupStatus): BackupDescription => ({
  BackupDetails: backupDetails(backup, status),
  SourceTableDetails: sourceDetails(backup),
  SourceTableFeatureDetails: sourceFeatures(backup.table),
});

function sourceDetails({ table, bytes, items }: BackupRecord): SourceTableDetails {
  return {
    TableName: table.name,
    TableId: table.id,
    TableArn: table.arn,
    TableSizeBytes: bytes,
    KeySchema: table.keySchema,
    TableCreationDateTime: new Date(table.createdAt),
    ProvisionedThroughput: units(table.throughput),
    ...(table.onDemand ? { OnDemandThroughput: table.onDemand } : {}),
    ItemCount: items,
    BillingMode: table.billing.mode,
  };
}

function sourceFeatures(table: TableRecord): SourceTableFeatureDetails {
  const { stream, ttlAttribute: AttributeName } = table;
  const local = table.localIndexes.map((index) => indexInfo(index));
  const global = table.globalIndexes.map((index) => ({
    ...indexInfo(index),
    ProvisionedThroughput: units(index.throughput),
    ...(index.onDemand ? { OnDemandThroughput: index.onDemand } : {}),
  }));
  return {
    ...(local.length > 0 ? { LocalSecondaryIndexes: local } : {}),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global } : {}),
    ...(stream?.enabled
      ? { StreamDescription: { StreamEnabled: true, StreamViewType: stream.viewType } }
      : {}),
    ...(AttributeName ? { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName } } : {}),
    ...(table.encryption ? { SSEDescription: table.encryption } : {}),
  };
}

const indexInfo = ({ name, keySchema, projection }: TableRecord['localIndexes'][number]) => ({
  IndexName: name,
  KeySchema: keySchema,
  Projection: projection,
});

const units = ({ read, write }: ThroughputRecord) => ({
  ReadCapacityUnits: read,
  WriteCapacityUnits: write,
});
