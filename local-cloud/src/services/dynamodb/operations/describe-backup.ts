import type { DescribeBackupCommandInput, DescribeBackupCommandOutput } from '@aws-sdk/client-dynamodb';
import { describeBackup as describe } from '../backups/describe-backup.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';

type Output = Omit<DescribeBackupCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
export const describeBackup = modelled<DescribeBackupCommandInput, Output>(
  'DescribeBackup',
  (input, context) => {
    return { BackupDescription: describe(database(context).backups.get(input.BackupArn!)) };
  },
);
