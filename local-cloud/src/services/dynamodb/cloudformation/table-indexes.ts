import { isDeepStrictEqual } from 'node:util';
import type {
  GlobalSecondaryIndexDescription,
  OnDemandThroughput,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import { handlerError } from '../../../resources/resource-type.ts';
import type { IndexProperties, TableProperties } from './table-properties.ts';

export interface IndexChanges {
  readonly deleted: readonly string[];
  readonly created: readonly IndexProperties[];
  /** Members of UpdateTable's GlobalSecondaryIndexUpdates for those that stay. */
  readonly updated: readonly object[];
}

/**
 * What makes a table's global indexes those of a template, told by the table as it is: after a failed update it may be
 * neither what the template says nor what it said before.
 *
 * @throws AwsError in the resource handler's words for what one update can't do
 */
export function indexChanges(properties: TableProperties, table: TableDescription): IndexChanges {
  const wanted = properties.GlobalSecondaryIndexes ?? [];
  const there = new Map((table.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName!, index]));
  const names = new Set(wanted.map(({ IndexName }) => IndexName));
  const deleted = [...there.keys()].filter((name) => !names.has(name));
  const created = wanted.filter(({ IndexName }) => !there.has(IndexName));
  const kept = wanted.flatMap((index) => {
    const current = there.get(index.IndexName);
    return current ? [{ index, current }] : [];
  });
  if (kept.some(({ index, current }) => !isSameIndex(index, current))) {
    throw handlerError(
      "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
    );
  }
  if (deleted.length + created.length > 1) {
    throw handlerError('Cannot perform more than one GSI creation or deletion in a single update');
  }
  const updated = kept.flatMap(({ index, current }) => {
    const changes = capacityChanges(index, current, properties.BillingMode);
    return Object.keys(changes).length > 0 ? [{ Update: { IndexName: index.IndexName, ...changes } }] : [];
  });
  return { deleted, created, updated };
}

function isSameIndex(index: IndexProperties, current: GlobalSecondaryIndexDescription): boolean {
  const shape = (keys: readonly { AttributeName?: string; KeyType?: string }[] = []) =>
    keys.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]);
  const projection = ({
    ProjectionType,
    NonKeyAttributes = [],
  }: {
    ProjectionType?: string;
    NonKeyAttributes?: string[];
  }) => [ProjectionType, [...NonKeyAttributes].sort()];
  return (
    isDeepStrictEqual(shape(index.KeySchema), shape(current.KeySchema)) &&
    isDeepStrictEqual(projection(index.Projection), projection(current.Projection ?? {}))
  );
}

function capacityChanges(
  index: IndexProperties,
  current: GlobalSecondaryIndexDescription,
  mode: string | undefined,
): object {
  const [units, warmth] = [index.ProvisionedThroughput, index.WarmThroughput];
  const { ReadCapacityUnits, WriteCapacityUnits } = current.ProvisionedThroughput ?? {};
  return {
    ...(units && !isDeepStrictEqual(units, { ReadCapacityUnits, WriteCapacityUnits })
      ? { ProvisionedThroughput: units }
      : {}),
    ...limitChange(mode, index.OnDemandThroughput, current.OnDemandThroughput),
    ...(warmth && !isSameWarmth(warmth, current.WarmThroughput) ? { WarmThroughput: warmth } : {}),
  };
}

/** Takes limits of on-demand throughput away. */
const UNLIMITED = { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 };

/** What makes limits those of a template: DynamoDB keeps those that it is not told of, and has none of provisioned tables. */
export function limitChange(
  mode: string | undefined,
  wanted: OnDemandThroughput | undefined,
  current: OnDemandThroughput | undefined,
): { OnDemandThroughput?: OnDemandThroughput } {
  if (mode !== 'PAY_PER_REQUEST' && !wanted) return {};
  const limits = Object.entries(wanted ?? {}).filter(([, units]) => units !== -1);
  if (isDeepStrictEqual(Object.fromEntries(limits), current ?? {})) return {};
  return { OnDemandThroughput: { ...UNLIMITED, ...wanted } };
}

export function isSameWarmth(
  wanted: { ReadUnitsPerSecond?: number; WriteUnitsPerSecond?: number },
  current: TableDescription['WarmThroughput'],
): boolean {
  const { ReadUnitsPerSecond, WriteUnitsPerSecond } = current ?? {};
  return isDeepStrictEqual(
    { ReadUnitsPerSecond, WriteUnitsPerSecond, ...wanted },
    { ReadUnitsPerSecond, WriteUnitsPerSecond },
  );
}
