import type { AttributeDefinition, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { invalidParameter, validation } from '../errors.ts';

/** Key attributes of each kind that a global index can have, since November 2025. */
const MOST_INDEX_KEYS = 4;

export type AttributeDefinitions = readonly AttributeDefinition[];

/** @throws AwsError ValidationException where the key of a table is not one hash and perhaps one range attribute */
export function checkTableKey(keys: readonly KeySchemaElement[], definitions: AttributeDefinitions): void {
  refuseMoreKeys(keys, 'keySchema');
  checkSimpleKey(keys, definitions);
}

/** Only global indexes have keys of more than two attributes. @throws AwsError ValidationException */
export function refuseMoreKeys(keys: readonly KeySchemaElement[], place: string): void {
  if (keys.length <= 2) return;
  const shown = keys.map(
    ({ AttributeName, KeyType }) => `KeySchemaElement(attributeName=${AttributeName}, keyType=${KeyType})`,
  );
  throw validation(
    `1 validation error detected: Value '[${shown.join(', ')}]' at '${place}' failed to satisfy constraint: Member must have length less than or equal to 2`,
  );
}

/** @throws AwsError ValidationException */
export function checkSimpleKey(keys: readonly KeySchemaElement[], definitions: AttributeDefinitions): void {
  if (
    definitions.length > 0 &&
    keys.length > new Set(definitions.map(({ AttributeName }) => AttributeName)).size
  ) {
    throw validation('Invalid KeySchema: Some index key attribute have no definition');
  }
  checkDefined(keys, definitions);
  const [hash, range] = keys;
  if (hash?.AttributeName === range?.AttributeName) {
    throw validation('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (hash?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (range && range.KeyType !== 'RANGE') {
    throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
}

/**
 * A global index has up to four hash and up to four range attributes, hash attributes first.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 * @throws AwsError ValidationException
 */
export function checkGlobalIndexKey(
  keys: readonly KeySchemaElement[],
  definitions: AttributeDefinitions,
): void {
  checkDefined(keys, definitions);
  const names = keys.map(({ AttributeName }) => AttributeName);
  if (new Set(names).size < names.length) {
    if (keys.length === 2) {
      throw validation('Both the Hash Key and the Range Key element in the KeySchema have the same name');
    }
    throw validation('Invalid KeySchema: Some elements in the KeySchema have the same name');
  }
  if (keys[0]?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  const hashes = keys.filter(({ KeyType }) => KeyType === 'HASH').length;
  if (keys.slice(0, hashes).some(({ KeyType }) => KeyType !== 'HASH')) {
    throw validation('Invalid KeySchema: All HASH key elements must precede all RANGE key elements');
  }
  if (hashes > MOST_INDEX_KEYS || keys.length - hashes > MOST_INDEX_KEYS) {
    throw validation(
      `Invalid KeySchema: A global secondary index can have at most ${MOST_INDEX_KEYS} HASH and ${MOST_INDEX_KEYS} RANGE key elements`,
    );
  }
}

function checkDefined(keys: readonly KeySchemaElement[], definitions: AttributeDefinitions): void {
  const defined = definitions.map(({ AttributeName }) => AttributeName);
  const names = keys.map(({ AttributeName }) => AttributeName);
  if (names.every((name) => defined.includes(name))) return;
  throw invalidParameter(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
  );
}

/** @throws AwsError ValidationException where an attribute is defined twice, or is no key's */
export function checkDefinitions(
  definitions: AttributeDefinitions,
  schemas: readonly (readonly KeySchemaElement[])[],
  hasIndexes: boolean,
): void {
  const names = definitions.map(({ AttributeName }) => AttributeName);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw invalidParameter(`Duplicate AttributeName in AttributeDefinitions: ${twice}`);
  }
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName));
  if (names.every((name) => used.has(name))) return;
  if (!hasIndexes) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${names.join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}
