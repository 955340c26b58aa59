import type {
  GlobalSecondaryIndexDescription,
  IndexStatus,
  LocalSecondaryIndexDescription,
  TableDescription,
  TableStatus,
} from '@aws-sdk/client-dynamodb';
import type { GlobalIndexRecord, IndexRecord } from './record.ts';
import type { Table } from './table.ts';
import { describeThroughput } from './throughput.ts';

/** States as they are while a change that is asked for goes on; without one, they are those of a table at rest. */
export interface States {
  readonly table?: TableStatus;
  readonly index?: (name: string) => IndexStatus | undefined;
}

/** A table as DescribeTable shows it. Counts and sizes are those of the moment; AWS's are up to six hours old. */
export function describeTable(table: Table, states: States = {}): TableDescription {
  const { record } = table;
  const filling = record.globalIndexes.some((index) => index.filling);
  return defined<TableDescription>({
    AttributeDefinitions: record.attributes,
    TableName: record.name,
    KeySchema: record.keySchema,
    TableStatus: states.table ?? (record.restoring ? 'CREATING' : filling ? 'UPDATING' : 'ACTIVE'),
    CreationDateTime: new Date(record.createdAt),
    ProvisionedThroughput: describeThroughput(record.throughput),
    TableSizeBytes: table.bytes,
    ItemCount: table.items.size,
    TableArn: record.arn,
    TableId: record.id,
    ...describeBilling(table),
    LocalSecondaryIndexes: listed(record.localIndexes.map((index) => describeLocal(table, index))),
    GlobalSecondaryIndexes: listed(record.globalIndexes.map((index) => describeGlobal(table, index, states))),
    ...describeStream(table),
    SSEDescription: record.encryption,
    TableClassSummary: record.tableClass && { TableClass: record.tableClass },
    DeletionProtectionEnabled: record.deletionProtected,
    OnDemandThroughput: record.onDemand,
    WarmThroughput: warm(record.warm, record.billing.mode),
    RestoreSummary: record.restored && {
      SourceBackupArn: record.restored.backupArn,
      SourceTableArn: record.restored.tableArn,
      RestoreDateTime: new Date(record.restored.at),
      RestoreInProgress: record.restoring ?? false,
    },
  });
}

function describeBilling({ record: { billing } }: Table): Partial<TableDescription> {
  // A table that was always provisioned has no summary.
  if (billing.mode === 'PROVISIONED' && billing.payPerRequestSince === undefined) return {};
  return {
    BillingModeSummary: defined({
      BillingMode: billing.mode,
      LastUpdateToPayPerRequestDateTime:
        billing.payPerRequestSince === undefined ? undefined : new Date(billing.payPerRequestSince),
    }),
  };
}

function describeStream({ record: { stream } }: Table): Partial<TableDescription> {
  if (!stream) return {};
  return {
    ...(stream.enabled
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } }
      : {}),
    LatestStreamLabel: stream.label,
    LatestStreamArn: stream.arn,
  };
}

function describeLocal(table: Table, record: IndexRecord): LocalSecondaryIndexDescription {
  return { ...describeIndex(table, record) };
}

function describeGlobal(
  table: Table,
  record: GlobalIndexRecord,
  states: States,
): GlobalSecondaryIndexDescription {
  return defined<GlobalSecondaryIndexDescription>({
    ...describeIndex(table, record),
    IndexStatus: states.index?.(record.name) ?? (record.filling ? 'CREATING' : 'ACTIVE'),
    Backfilling: record.filling || undefined,
    ProvisionedThroughput: describeThroughput(record.throughput),
    OnDemandThroughput: record.onDemand,
    WarmThroughput: warm(record.warm, table.record.billing.mode),
  });
}

function describeIndex(table: Table, record: IndexRecord) {
  const index = table.indexes.get(record.name);
  return {
    IndexName: record.name,
    KeySchema: record.keySchema,
    Projection: record.projection,
    IndexSizeBytes: index?.bytes ?? 0,
    ItemCount: index?.entries.size ?? 0,
    IndexArn: record.arn,
  };
}

/** Tables on demand are warm for this many units from the start. */
const WARM_ON_DEMAND = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

function warm(given: Table['record']['warm'], mode: string) {
  if (given) return { ...given, Status: 'ACTIVE' as const };
  return mode === 'PAY_PER_REQUEST' ? { ...WARM_ON_DEMAND, Status: 'ACTIVE' as const } : undefined;
}

const listed = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

function defined<T extends object>(members: T): T {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as T;
}
