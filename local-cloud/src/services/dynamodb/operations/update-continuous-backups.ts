import type { UpdateContinuousBackupsCommandOutput } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import {
  defaultRecoveryPeriod,
  describeBackups,
  engineWithTable,
  nowInSeconds,
} from '../continuous-backups.ts';

type Output = Omit<UpdateContinuousBackupsCommandOutput, '$metadata'>;

const Input = z.object({
  PointInTimeRecoverySpecification: z.object({
    PointInTimeRecoveryEnabled: z.boolean(),
    RecoveryPeriodInDays: z.number().int().min(1).max(defaultRecoveryPeriod).optional(),
  }),
});

/**
 * Asking again keeps the time from which a table can be restored, and changes the period.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
 */
export async function updateContinuousBackups(input: unknown, context: OperationContext): Promise<Output> {
  const name = checkTableName(input);
  const { PointInTimeRecoverySpecification: wanted } = checkInput(Input, input);
  const opened = await engineWithTable(name, context);
  const recovery = await opened.updateRecord(name, (table) => {
    const { enabledAt = nowInSeconds(), days = defaultRecoveryPeriod } = table.PointInTimeRecovery ?? {};
    table.PointInTimeRecovery = wanted.PointInTimeRecoveryEnabled
      ? { enabledAt, days: wanted.RecoveryPeriodInDays ?? days }
      : undefined;
    return table.PointInTimeRecovery;
  });
  return { ContinuousBackupsDescription: describeBackups(recovery) };
}
