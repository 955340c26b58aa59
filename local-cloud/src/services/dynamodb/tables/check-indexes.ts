import type {
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  Projection,
} from '@aws-sdk/client-dynamodb';
import { invalidParameter } from '../errors.ts';
import {
  type AttributeDefinitions,
  checkGlobalIndexKey,
  checkSimpleKey,
  refuseMoreKeys,
} from './check-keys.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes */
const MOST_LOCAL_INDEXES = 5;
export const MOST_GLOBAL_INDEXES = 20;
/** Attributes that all projections of a table name together. */
const MOST_PROJECTED = 100;

/** @throws AwsError ValidationException */
export function checkLocalIndexes(
  indexes: readonly LocalSecondaryIndex[] | undefined,
  tableKey: readonly KeySchemaElement[],
  definitions: AttributeDefinitions,
): void {
  if (!indexes) return;
  if (indexes.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (tableKey.length < 2) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const tableHash = tableKey[0]?.AttributeName;
  for (const [at, { IndexName, KeySchema = [], Projection }] of indexes.entries()) {
    refuseMoreKeys(KeySchema, `localSecondaryIndexes.${at + 1}.member.keySchema`);
    checkSimpleKey(KeySchema.slice(0, 2), definitions);
    if (KeySchema.length !== 2) {
      throw invalidParameter(`Index KeySchema does not have a range key for index: ${IndexName}`);
    }
    const hash = KeySchema[0]?.AttributeName;
    if (hash !== tableHash) {
      throw invalidParameter(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${IndexName}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    }
    checkProjection(Projection);
  }
  if (indexes.length > MOST_LOCAL_INDEXES) {
    throw invalidParameter(
      `Number of LocalSecondaryIndexes exceeds per-table limit of ${MOST_LOCAL_INDEXES}`,
    );
  }
}

/** @throws AwsError ValidationException */
export function checkGlobalIndexes(
  indexes: readonly GlobalSecondaryIndex[] | undefined,
  definitions: AttributeDefinitions,
): void {
  if (!indexes) return;
  if (indexes.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  for (const { KeySchema = [], Projection } of indexes) {
    checkGlobalIndexKey(KeySchema, definitions);
    checkProjection(Projection);
  }
  if (indexes.length > MOST_GLOBAL_INDEXES) {
    throw invalidParameter(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${MOST_GLOBAL_INDEXES}`,
    );
  }
}

/** @throws AwsError ValidationException where two indexes have one name */
export function checkIndexNames(names: readonly (string | undefined)[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalidParameter(`Duplicate index name: ${twice}`);
}

/** @throws AwsError ValidationException where projections name too many attributes together */
export function checkProjectedTotal(projections: readonly (Projection | undefined)[]): void {
  const total = projections.reduce((sum, projection) => sum + (projection?.NonKeyAttributes?.length ?? 0), 0);
  if (total <= MOST_PROJECTED) return;
  throw invalidParameter(
    `The total number of projected attributes across all indexes, ${total}, exceeds the limit of ${MOST_PROJECTED}`,
  );
}

export function checkProjection(projection: Projection | undefined): void {
  const type = projection?.ProjectionType;
  const names = projection?.NonKeyAttributes;
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if (names && type !== 'INCLUDE') {
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  const twice = names?.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalidParameter(`Duplicate attribute in NonKeyAttributes: ${twice}`);
  if (!names && type === 'INCLUDE') {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
}
