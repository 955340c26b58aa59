import type {
  GlobalSecondaryIndex,
  LocalSecondaryIndex,
  RestoreTableFromBackupCommandInput,
} from '@aws-sdk/client-dynamodb';
import { arn } from '../../../core/arn.ts';
import { uuid } from '../../../core/ids.ts';
import type { OperationContext } from '../../../protocols/operation.ts';
import { validation } from '../errors.ts';
import { encryptionOf } from '../tables/encryption.ts';
import type { GlobalIndexRecord, IndexRecord, TableRecord } from '../tables/record.ts';
import { checkOnDemand, checkThroughput, onDemandRecord, throughputRecord } from '../tables/throughput.ts';
import { usedAttributes } from '../tables/update-indexes.ts';
import type { BackupRecord } from './backups.ts';

/**
 * The record of the table that a backup becomes: what it was, but for what the request has otherwise. Streams, time to
 * live, tags and recovery are not restored.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Restore.Tutorial.html
 * @throws AwsError ValidationException
 */
export function restoredRecord(
  input: RestoreTableFromBackupCommandInput,
  backup: BackupRecord,
  now: number,
  context: OperationContext,
): TableRecord {
  const source = structuredClone(backup.table);
  const name = input.TargetTableName!;
  const tableArn = arn('dynamodb', context, `table/${name}`);
  const mode = input.BillingModeOverride ?? source.billing.mode;
  const local = chosen(source.localIndexes, input.LocalSecondaryIndexOverride);
  const global = chosen(source.globalIndexes, input.GlobalSecondaryIndexOverride);
  const isChanged = mode !== source.billing.mode;
  if (isChanged || input.ProvisionedThroughputOverride) {
    checkThroughput(
      mode,
      input.ProvisionedThroughputOverride,
      isChanged ? input.GlobalSecondaryIndexOverride : [],
    );
  }
  checkOnDemand(mode, [input.OnDemandThroughputOverride]);
  const onDemand = mode === 'PROVISIONED' ? undefined : source.onDemand;
  const at = (index: IndexRecord) => `${tableArn}/index/${index.name}`;
  const record: TableRecord = {
    ...{ name, id: uuid(), arn: tableArn, createdAt: now },
    attributes: source.attributes,
    keySchema: source.keySchema,
    billing: mode === 'PROVISIONED' ? { mode } : { mode, payPerRequestSince: now },
    throughput: input.ProvisionedThroughputOverride
      ? throughputRecord(input.ProvisionedThroughputOverride)
      : { read: isChanged ? 0 : source.throughput.read, write: isChanged ? 0 : source.throughput.write },
    onDemand: onDemandRecord(input.OnDemandThroughputOverride, onDemand),
    warm: source.warm,
    localIndexes: local.map((index) => ({ ...index, arn: at(index) })),
    globalIndexes: global.map(({ filling: _filled, ...index }) => ({
      ...index,
      arn: at(index),
      ...capacityOf(index, input.GlobalSecondaryIndexOverride, isChanged),
    })),
    deletionProtected: false,
    tableClass: source.tableClass,
    encryption: input.SSESpecificationOverride
      ? encryptionOf(input.SSESpecificationOverride, context)
      : source.encryption,
    tags: [],
    restored: { backupArn: backup.arn, tableArn: backup.table.arn, at: now },
    restoring: true,
  };
  return { ...record, attributes: usedAttributes(record) };
}

/** All indexes, or those of them that a request names. */
function chosen<T extends IndexRecord>(
  indexes: readonly T[],
  named: readonly (LocalSecondaryIndex | GlobalSecondaryIndex)[] | undefined,
): T[] {
  if (!named) return [...indexes];
  return named.map(({ IndexName }) => {
    const found = indexes.find(({ name }) => name === IndexName);
    if (found) return found;
    throw validation(`The backup does not have the specified index: ${IndexName}`);
  });
}

function capacityOf(
  { name, throughput }: GlobalIndexRecord,
  named: readonly GlobalSecondaryIndex[] | undefined,
  isChanged: boolean,
): Pick<GlobalIndexRecord, 'throughput'> {
  const given = named?.find(({ IndexName }) => IndexName === name)?.ProvisionedThroughput;
  if (given) return { throughput: throughputRecord(given) };
  return {
    throughput: isChanged ? { read: 0, write: 0 } : { read: throughput.read, write: throughput.write },
  };
}
