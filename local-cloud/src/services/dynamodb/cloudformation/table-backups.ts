import { isDeepStrictEqual } from 'node:util';
import type { ResourceContext } from '../../cloudformation/resource-type.ts';
import { callDynamoDb } from '../call.ts';
import { isTrue, type TableProperties } from './table-properties.ts';

type Recovery = TableProperties['PointInTimeRecoverySpecification'];

/** Switches point-in-time recovery on or off where a template changes it; a table begins without it. */
export async function updateBackups(
  TableName: string,
  { PointInTimeRecoverySpecification: wanted }: TableProperties,
  { PointInTimeRecoverySpecification: previous }: Partial<TableProperties>,
  context: ResourceContext,
): Promise<void> {
  const [now, before] = [specification(wanted), specification(previous)];
  if (isDeepStrictEqual(now, before)) return;
  await callDynamoDb(
    'UpdateContinuousBackups',
    { TableName, PointInTimeRecoverySpecification: now },
    context,
  );
}

function specification(given: Recovery) {
  const PointInTimeRecoveryEnabled = isTrue(given?.PointInTimeRecoveryEnabled);
  const days = given?.RecoveryPeriodInDays;
  return {
    PointInTimeRecoveryEnabled,
    ...(PointInTimeRecoveryEnabled && days !== undefined ? { RecoveryPeriodInDays: Number(days) } : {}),
  };
}
