import type { DescribeContinuousBackupsCommandOutput } from '@aws-sdk/client-dynamodb';
import type { OperationContext } from '../../service.ts';
import { checkTableName } from '../check-table-name.ts';
import { describeBackups, engineWithTable } from '../continuous-backups.ts';

type Output = Omit<DescribeContinuousBackupsCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export async function describeContinuousBackups(input: unknown, context: OperationContext): Promise<Output> {
  const name = checkTableName(input);
  const { PointInTimeRecovery } = await (await engineWithTable(name, context)).table(name);
  return { ContinuousBackupsDescription: describeBackups(PointInTimeRecovery) };
}
