import type { DeleteBackupCommandInput, DeleteBackupCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../../protocols/operation.ts';
import { describeBackup } from '../backups/describe-backup.ts';
import { database } from '../store.ts';

type Output = Omit<DeleteBackupCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
export function deleteBackup(input: DeleteBackupCommandInput, context: OperationContext): Output {
  const { backups } = database(context);
  const backup = backups.get(input.BackupArn!);
  backups.delete(backup);
  return { BackupDescription: describeBackup(backup, 'DELETED') };
}
