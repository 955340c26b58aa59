import type { Database } from '../database.ts';
import { modelError, validation } from '../errors.ts';
import type { Test } from '../expressions/evaluate.ts';
import type { Condition } from '../expressions/types.ts';
import { checkUpdatedPaths } from '../items/actions.ts';
import { checkIndexKeys, placeOfItem } from '../items/item-key.ts';
import { StoredItem } from '../items/stored-item.ts';
import { MAX_ITEM_BYTES, type WriteAction } from '../items/write-action.ts';
import type { Table } from '../tables/table.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { itemSize, valueSize } from '../values/index.ts';
import { updateOfStatement } from './set-clause.ts';
import type { DeleteStatement, InsertStatement, SelectStatement, Source, UpdateStatement } from './syntax.ts';
import { targetOf } from './target.ts';
import { insertedItem, type Parameters } from './value.ts';

export type WriteStatement = InsertStatement | UpdateStatement | DeleteStatement;

/**
 * The write that a statement is.
 *
 * @param returnItem whether the error of a failed condition carries the item
 * @throws AwsError ValidationException, ResourceNotFoundException
 */
export function writeOf(
  database: Database,
  statement: WriteStatement,
  parameters: Parameters,
  returnItem: boolean,
): WriteAction {
  refuseIndex(statement.source);
  if (statement.kind === 'insert') return insertion(database, statement, parameters, returnItem);
  const update = statement.kind === 'update' ? updateOfStatement(statement, parameters) : undefined;
  const table = tableOf(database, statement.source);
  const { key, test } = targetOf(table, statement.where, parameters);
  const target = { table, key: key.place, returnItem };
  if (!update) return { ...target, kind: 'delete', condition: test && ifThere(test) };
  checkUpdatedPaths(table, update);
  const givenBytes = () => parameters.reduce((sum, value) => sum + valueSize(value), 0);
  return { ...target, kind: 'update', update, keyItem: key.item, condition: thereAnd(test), givenBytes };
}

/** The check that an EXISTS is in a transaction. @throws AwsError ValidationException */
export function checkOf(
  database: Database,
  { source, where }: SelectStatement,
  parameters: Parameters,
  returnItem: boolean,
): WriteAction {
  if (source.index !== undefined) {
    throw validation('Operations on indices are not supported in transactions');
  }
  const table = tableOf(database, source);
  const { key, test } = targetOf(table, where, parameters);
  if (!test) throw validation('EXISTS() must contain a single item read with additional condition');
  return { kind: 'check', table, key: key.place, returnItem, condition: thereAnd(test) };
}

/** @throws AwsError ResourceNotFoundException */
export const tableOf = (database: Database, { table }: Source): Table => database.table(tableNameOf(table));

function insertion(
  database: Database,
  statement: InsertStatement,
  parameters: Parameters,
  returnItem: boolean,
): WriteAction {
  const item = insertedItem(statement.item, parameters);
  const size = itemSize(item);
  if (size > MAX_ITEM_BYTES) throw validation('Item size has exceeded the maximum allowed size');
  const table = tableOf(database, statement.source);
  const key = placeOfItem(table, item);
  checkIndexKeys(table, item, 'put');
  return { kind: 'put', table, key, returnItem, item: StoredItem.of(item, size), condition: NOT_THERE };
}

function refuseIndex({ index }: Source): void {
  if (index !== undefined) throw validation('This operation is not supported on an index');
}

const conditionOf = (matches: Condition['matches']): Condition => ({ matches, paths: [] });

/** A second item of the same key is an error of its own, not a condition that failed. */
const NOT_THERE = conditionOf((item) => {
  if (item === undefined) return true;
  throw modelError('DuplicateItemException', 'Duplicate primary key exists in table');
});

/** What isn't there can't be updated. */
const thereAnd = (test: Test | undefined): Condition =>
  conditionOf((item) => item !== undefined && (test?.(item) ?? true));

/** What isn't there is deleted already. */
const ifThere = (test: Test): Condition => conditionOf((item) => item === undefined || test(item));
