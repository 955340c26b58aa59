import type { ContinuousBackupsDescription } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../core/aws-error.ts';
import type { OperationContext } from '../service.ts';
import type { Engine } from './engine.ts';
import { modelled } from './errors.ts';
import { engine } from './store.ts';

/** Point-in-time recovery as it was asked for; times in seconds since 1970. */
export interface PointInTimeRecovery {
  readonly enabledAt: number;
  readonly days: number;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoveryDescription.html */
const MAX_DAYS = 35;
/** "Typically 5 minutes before the current time", says the page above. */
const BEHIND_SECONDS = 300;
const DAY_SECONDS = 24 * 60 * 60;

export const defaultRecoveryPeriod = MAX_DAYS;
export const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

/**
 * Continuous backups are on for every table, point-in-time recovery when it was asked for. Times are numbers, as on the
 * wire.
 */
export function describeBackups(recovery: PointInTimeRecovery | undefined): ContinuousBackupsDescription {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery
      ? describeRecovery(recovery)
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
}

function describeRecovery({ enabledAt, days }: PointInTimeRecovery) {
  const now = nowInSeconds();
  const times = {
    EarliestRestorableDateTime: Math.max(enabledAt, now - days * DAY_SECONDS),
    LatestRestorableDateTime: Math.max(enabledAt, now - BEHIND_SECONDS),
  };
  return {
    PointInTimeRecoveryStatus: 'ENABLED' as const,
    RecoveryPeriodInDays: days,
    // The SDK's types have dates here, of which the protocol makes these numbers.
    ...(times as object),
  };
}

/** The engine, where the table is. @throws AwsError TableNotFoundException, which only the backup operations have */
export async function engineWithTable(name: string, context: OperationContext): Promise<Engine> {
  const opened = await engine(context);
  try {
    await opened.table(name);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw modelled('TableNotFoundException', `Table not found: ${name}`);
  }
  return opened;
}
