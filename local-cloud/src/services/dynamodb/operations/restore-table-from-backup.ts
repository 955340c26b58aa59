import type {
  RestoreTableFromBackupCommandInput,
  RestoreTableFromBackupCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../../protocols/operation.ts';
import { restoredRecord } from '../backups/restored-record.ts';
import { modelled } from '../errors.ts';
import { database } from '../store.ts';
import { describeTable } from '../tables/describe-table.ts';
import { checkTableName } from '../tables/table-name.ts';

type Output = Omit<RestoreTableFromBackupCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html */
export function restoreTableFromBackup(
  input: RestoreTableFromBackupCommandInput,
  context: OperationContext,
): Output {
  const opened = database(context);
  const name = input.TargetTableName!;
  checkTableName(name, 3);
  const backup = opened.backups.get(input.BackupArn!);
  if (opened.find(name)) throw modelled('TableAlreadyExistsException', `Table already exists: ${name}`);
  const record = restoredRecord(input, backup, opened.clock.now(), context);
  const table = opened.restore(record, backup);
  return {
    TableDescription: describeTable(table, { table: 'CREATING', index: () => 'CREATING' }),
  };
}
