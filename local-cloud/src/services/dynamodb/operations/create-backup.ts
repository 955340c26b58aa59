import type { CreateBackupCommandInput, CreateBackupCommandOutput } from '@aws-sdk/client-dynamodb';
import { hex } from '../../../core/ids.ts';
import type { BackupRecord } from '../backups/backups.ts';
import { backupDetails } from '../backups/describe-backup.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { backedUpTable } from '../tables/continuous-backups.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<CreateBackupCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html */
export const createBackup = modelled<CreateBackupCommandInput, Output>('CreateBackup', (input, context) => {
  const opened = database(context);
  const table = backedUpTable(opened, tableNameOf(input.TableName!));
  const createdAt = opened.clock.now();
  const backup: BackupRecord = {
    arn: `${table.record.arn}/backup/${String(createdAt).padStart(14, '0')}-${hex(8)}`,
    name: input.BackupName!,
    createdAt,
    status: 'CREATING',
    table: structuredClone(table.record),
    bytes: table.bytes,
    items: table.items.size,
  };
  opened.backups.begin(backup, table);
  return { BackupDetails: backupDetails(backup) };
});
