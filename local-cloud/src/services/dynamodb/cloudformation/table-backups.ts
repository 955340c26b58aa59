import type { ContinuousBackupsDescription } from '@aws-sdk/client-dynamodb';
import type { ResourceContext } from '../../../resources/resource-type.ts';
import { callDynamoDb } from '../call.ts';
import { describeContinuousBackups } from '../operations/describe-continuous-backups.ts';
import { updateContinuousBackups } from '../operations/update-continuous-backups.ts';
import type { TableProperties } from './table-properties.ts';

/** Switches point-in-time recovery on or off, or to another period, where the table has it otherwise. */
export async function updateBackups(
  TableName: string,
  { PointInTimeRecoverySpecification: wanted }: TableProperties,
  context: ResourceContext,
): Promise<void> {
  const { ContinuousBackupsDescription } = await callDynamoDb<{
    ContinuousBackupsDescription: ContinuousBackupsDescription;
  }>(describeContinuousBackups, { TableName }, context);
  const current = ContinuousBackupsDescription.PointInTimeRecoveryDescription;
  const PointInTimeRecoveryEnabled = wanted?.PointInTimeRecoveryEnabled === true;
  const days = wanted?.RecoveryPeriodInDays;
  const isSame =
    PointInTimeRecoveryEnabled === (current?.PointInTimeRecoveryStatus === 'ENABLED') &&
    (!PointInTimeRecoveryEnabled || days === undefined || days === current?.RecoveryPeriodInDays);
  if (isSame) return;
  const PointInTimeRecoverySpecification = {
    PointInTimeRecoveryEnabled,
    ...(PointInTimeRecoveryEnabled && days !== undefined ? { RecoveryPeriodInDays: days } : {}),
  };
  await callDynamoDb(updateContinuousBackups, { TableName, PointInTimeRecoverySpecification }, context);
}
