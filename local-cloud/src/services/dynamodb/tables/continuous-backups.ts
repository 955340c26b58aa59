import type { ContinuousBackupsDescription } from '@aws-sdk/client-dynamodb';
import type { Database } from '../database.ts';
import { modelError } from '../errors.ts';
import type { PointInTimeRecovery } from './record.ts';
import type { Table } from './table.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoveryDescription.html */
export const DEFAULT_RECOVERY_DAYS = 35;
/** "Typically 5 minutes before the current time", says the page above. */
const BEHIND_MS = 300_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Continuous backups are on for every table, point-in-time recovery when it was asked for. */
export function describeBackups(
  recovery: PointInTimeRecovery | undefined,
  now: number,
): ContinuousBackupsDescription {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery
      ? {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: recovery.days,
          EarliestRestorableDateTime: wholeSeconds(
            Math.max(recovery.enabledAt, now - recovery.days * DAY_MS),
          ),
          LatestRestorableDateTime: wholeSeconds(Math.max(recovery.enabledAt, now - BEHIND_MS)),
        }
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
}

const wholeSeconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);

/** @throws AwsError TableNotFoundException, which only the backup operations have */
export function backedUpTable(opened: Database, name: string): Table {
  const table = opened.find(name);
  if (!table) throw modelError('TableNotFoundException', `Table not found: ${name}`);
  return table;
}
