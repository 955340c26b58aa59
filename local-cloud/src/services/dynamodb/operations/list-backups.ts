import type { ListBackupsCommandInput, ListBackupsCommandOutput } from '@aws-sdk/client-dynamodb';
import { backupSummary } from '../backups/describe-backup.ts';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<ListBackupsCommandOutput, '$metadata'>;

const MOST_LISTED = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
export const listBackups = modelled<ListBackupsCommandInput, Output>('ListBackups', (input, context) => {
  const { TableName, Limit = MOST_LISTED, ExclusiveStartBackupArn: after, BackupType = 'USER' } = input;
  const name = TableName === undefined ? undefined : tableNameOf(TableName);
  const [from, to] = [msOf(input.TimeRangeLowerBound), msOf(input.TimeRangeUpperBound)];
  // All backups here are users'.
  const isWanted = BackupType === 'USER' || BackupType === 'ALL';
  const found = database(context)
    .backups.all()
    .filter(
      ({ table, createdAt }) =>
        isWanted && (name === undefined || table.name === name) && isWithin(createdAt, from, to),
    )
    .filter(({ arn }) => after === undefined || arn > after);
  const BackupSummaries = found.slice(0, Limit).map(backupSummary);
  const LastEvaluatedBackupArn = found.length > Limit ? BackupSummaries.at(-1)?.BackupArn : undefined;
  return { BackupSummaries, ...(LastEvaluatedBackupArn ? { LastEvaluatedBackupArn } : {}) };
});

/** The wire has seconds since 1970, whatever the SDK's type. */
const msOf = (time: unknown): number | undefined => (time === undefined ? undefined : Number(time) * 1000);

const isWithin = (at: number, from: number | undefined, to: number | undefined): boolean =>
  (from === undefined || at >= from) && (to === undefined || at < to);
