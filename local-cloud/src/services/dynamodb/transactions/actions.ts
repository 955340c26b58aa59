import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/aws-error.ts';
import type { Database } from '../database.ts';
import { validation } from '../errors.ts';
import { checkAction, deleteAction, putAction, updateAction } from '../items/actions.ts';
import type { WriteAction } from '../items/write-action.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { type CancellationReason, reasonOf } from './cancellation.ts';

/** An action, or why it can't be one: of its item and table, not of the request. */
export type Attempt = WriteAction | { readonly reason: CancellationReason };

/**
 * Reads one action. What is wrong with it by itself is the request's error; what is wrong beside its table, a reason for
 * which the transaction is cancelled.
 *
 * @throws AwsError ValidationException, ResourceNotFoundException
 */
export function readAction(database: Database, item: TransactWriteItem): Attempt {
  const { Put, Update, Delete, ConditionCheck } = item;
  const given = [Put, Update, Delete, ConditionCheck].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const name = tableNameOf(given[0]!.TableName!);
  let found = false;
  const find = () => {
    const table = database.table(name);
    found = true;
    return table;
  };
  try {
    if (Put) return putAction(Put, find);
    if (Update) return updateAction(Update, find);
    return Delete ? deleteAction(Delete, find) : checkAction(ConditionCheck!, find);
  } catch (error) {
    if (!found || !(error instanceof AwsError)) throw error;
    return { reason: reasonOf(error) };
  }
}

/** @throws AwsError ValidationException where two actions are for one item */
export function refuseDuplicates(attempts: readonly Attempt[]): void {
  const places = new Set<string>();
  for (const attempt of attempts) {
    if ('reason' in attempt) continue;
    const place = attempt.table.record.id + attempt.key;
    if (places.has(place)) {
      throw validation('Transaction request cannot include multiple operations on one item');
    }
    places.add(place);
  }
}
