import { invalidParameter, validation } from '../errors.ts';
import {
  checkParameters,
  compileAttributeUpdates,
  compileCondition,
  compileUpdate,
  Substitutions,
  type Update,
} from '../expressions/index.ts';
import type { Table } from '../tables/table.ts';
import { type Item, itemSize, readItem } from '../values/index.ts';
import { type ConditionInput, conditionOf, expectedOf } from './compile.ts';
import { checkIndexKeys, placeOfItem, placeOfKey } from './item-key.ts';
import { StoredItem } from './stored-item.ts';
import { MAX_ITEM_BYTES, type WriteAction } from './write-action.ts';

/**
 * An action of which all is checked that can be told without its table: DynamoDB names those problems first, before it
 * looks for any table.
 */
export type ActionOn<Action = WriteAction> = (table: Table) => Action;

interface WriteInput extends ConditionInput {
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/**
 * @param placeOf finds the item's place, or says what is wrong with its key
 * @throws AwsError ValidationException
 */
export function putAction(
  input: WriteInput & { readonly Item?: unknown },
  placeOf: (table: Table, item: Item) => string = placeOfItem,
): ActionOn {
  const item = readItem(input.Item);
  const size = itemSize(item);
  const condition = conditionOf(input);
  if (size > MAX_ITEM_BYTES) throw validation('Item size has exceeded the maximum allowed size');
  return (table) => {
    const key = placeOf(table, item);
    checkIndexKeys(table, item, 'put');
    return {
      kind: 'put',
      table,
      key,
      condition,
      returnItem: asksItem(input),
      item: StoredItem.of(item, size),
    };
  };
}

/** @throws AwsError ValidationException */
export function deleteAction(input: WriteInput & { readonly Key?: unknown }): ActionOn {
  const condition = conditionOf(input);
  const key = readItem(input.Key);
  return (table) => ({
    ...{ kind: 'delete', table, key: placeOfKey(table, key) },
    ...{ condition, returnItem: asksItem(input) },
  });
}

/** @throws AwsError ValidationException */
export function checkAction(input: WriteInput & { readonly Key?: unknown }): ActionOn {
  const condition = conditionOf(input);
  const key = readItem(input.Key);
  return (table) => ({
    ...{ kind: 'check', table, key: placeOfKey(table, key) },
    ...{ condition, returnItem: asksItem(input) },
  });
}

interface UpdateInput extends WriteInput {
  readonly Key?: unknown;
  readonly UpdateExpression?: string;
  readonly AttributeUpdates?: unknown;
}

/** @throws AwsError ValidationException */
export function updateAction(input: UpdateInput): ActionOn<WriteAction & { kind: 'update' }> {
  const { update, condition, givenBytes } = compileUpdateInput(input);
  const keyItem = readItem(input.Key);
  return (table) => {
    const key = placeOfKey(table, keyItem);
    checkUpdatedPaths(table, update);
    return {
      kind: 'update',
      table,
      key,
      condition,
      returnItem: asksItem(input),
      update,
      keyItem,
      givenBytes,
    };
  };
}

/** An update without any change, which makes the item where it is not. */
const NO_CHANGE: Update = {
  createsItem: true,
  paths: [],
  apply: (item: Item) => ({ item, updatedOld: () => undefined, updatedNew: () => undefined }),
};

function compileUpdateInput(input: UpdateInput) {
  checkParameters(input as Record<string, unknown>, ['UpdateExpression', 'ConditionExpression']);
  const { UpdateExpression, ConditionExpression, AttributeUpdates } = input;
  if (UpdateExpression === undefined && ConditionExpression === undefined) {
    const update = AttributeUpdates === undefined ? NO_CHANGE : compileAttributeUpdates(AttributeUpdates);
    // Transactions, which alone ask, have no legacy parameters.
    return { update, condition: expectedOf(input), givenBytes: () => 0 };
  }
  const substitutions = new Substitutions(input);
  const update = UpdateExpression === undefined ? NO_CHANGE : compileUpdate(UpdateExpression, substitutions);
  const condition =
    ConditionExpression === undefined
      ? undefined
      : compileCondition(ConditionExpression, 'ConditionExpression', substitutions);
  substitutions.checkUsed();
  return { update, condition, givenBytes: () => substitutions.valueBytes };
}

/** @throws AwsError where an update writes a key attribute, or within one of an index */
export function checkUpdatedPaths(table: Table, update: Update): void {
  for (const [name, ...inner] of update.paths) {
    if (table.key.has(name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
    if (inner.length === 0) continue;
    const index = [...table.indexes.values()].find(({ key }) => key.has(name));
    if (!index) continue;
    throw validation(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: ${name}`,
    );
  }
}

const asksItem = (input: WriteInput): boolean => input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
