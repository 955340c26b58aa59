import type { DescribeBackupCommandInput, DescribeBackupCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../../protocols/operation.ts';
import { describeBackup as describe } from '../backups/describe-backup.ts';
import { database } from '../store.ts';

type Output = Omit<DescribeBackupCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
export function describeBackup(input: DescribeBackupCommandInput, context: OperationContext): Output {
  return { BackupDescription: describe(database(context).backups.get(input.BackupArn!)) };
}
