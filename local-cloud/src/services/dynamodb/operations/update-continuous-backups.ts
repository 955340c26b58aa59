import type {
  UpdateContinuousBackupsCommandInput,
  UpdateContinuousBackupsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { modelled } from '../input.ts';
import { database } from '../store.ts';
import { backedUpTable, DEFAULT_RECOVERY_DAYS, describeBackups } from '../tables/continuous-backups.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<UpdateContinuousBackupsCommandOutput, '$metadata'>;

/**
 * Asking again keeps the time from which a table can be restored, and changes the period.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
 */
export const updateContinuousBackups = modelled<UpdateContinuousBackupsCommandInput, Output>(
  'UpdateContinuousBackups',
  (input, context) => {
    const opened = database(context);
    const table = backedUpTable(opened, tableNameOf(input.TableName!));
    const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays } = input.PointInTimeRecoverySpecification!;
    const now = opened.clock.now();
    const { enabledAt = now, days = DEFAULT_RECOVERY_DAYS } = table.record.recovery ?? {};
    table.record.recovery = PointInTimeRecoveryEnabled
      ? { enabledAt, days: RecoveryPeriodInDays ?? days }
      : undefined;
    opened.save(table);
    return { ContinuousBackupsDescription: describeBackups(table.record.recovery, now) };
  },
);
