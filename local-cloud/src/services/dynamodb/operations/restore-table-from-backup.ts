import type {
  RestoreTableFromBackupCommandInput,
  RestoreTableFromBackupCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { restoredRecord } from '../backups/restored-record.ts';
import { modelError } from '../errors.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { describeTable } from '../tables/describe-table.ts';
import { checkTableName } from '../tables/table-name.ts';

type Output = Omit<RestoreTableFromBackupCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html */
export const restoreTableFromBackup = modelled<RestoreTableFromBackupCommandInput, Output>(
  'RestoreTableFromBackup',
  (input, context) => {
    const opened = database(context);
    const name = input.TargetTableName!;
    checkTableName(name, 3);
    const backup = opened.backups.get(input.BackupArn!);
    if (opened.find(name)) throw modelError('TableAlreadyExistsException', `Table already exists: ${name}`);
    const record = restoredRecord(input, backup, opened.clock.now(), context);
    const table = opened.restore(record, backup);
    return {
      TableDescription: describeTable(table, { table: 'CREATING', index: () => 'CREATING' }),
    };
  },
);
