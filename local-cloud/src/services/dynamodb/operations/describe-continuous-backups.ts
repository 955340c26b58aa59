import type { DescribeContinuousBackupsCommandOutput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import { modelled } from '../errors.ts';
import { engine } from '../store.ts';

type Output = Omit<DescribeContinuousBackupsCommandOutput, '$metadata'>;

/**
 * Continuous backups are on for every table, point-in-time recovery is off until asked for, which can't be done here.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html
 */
export async function describeContinuousBackups(input: unknown, context: OperationContext): Promise<Output> {
  const name = checkTableName(input);
  try {
    await (await engine(context)).table(name);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw modelled('TableNotFoundException', `Table not found: ${name}`);
  }
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}
