import type { DeleteBackupCommandInput, DeleteBackupCommandOutput } from '@aws-sdk/client-dynamodb';
import { describeBackup } from '../backups/describe-backup.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';

type Output = Omit<DeleteBackupCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
export const deleteBackup = modelled<DeleteBackupCommandInput, Output>('DeleteBackup', (input, context) => {
  const { backups } = database(context);
  const backup = backups.get(input.BackupArn!);
  backups.delete(backup);
  return { BackupDescription: describeBackup(backup, 'DELETED') };
});
