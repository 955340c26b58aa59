import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Database } from '../database.ts';
import { UnfitRequest, validation } from '../errors.ts';
import { type ActionOn, checkAction, deleteAction, putAction, updateAction } from '../items/actions.ts';
import type { WriteAction } from '../items/write-action.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { type CancellationReason, reasonOf } from './cancellation.ts';

/** An action, or why it can't be one: of its item and table, not of the request. */
export type Attempt = WriteAction | { readonly reason: CancellationReason };

/**
 * Reads one action, but does not look for its table yet: what is wrong with any action by itself is the request's error,
 * and comes first.
 *
 * @returns what looks for the table; what is wrong beside it is a reason for which the transaction is cancelled
 * @throws AwsError ValidationException; what is returned throws ResourceNotFoundException
 */
export function readAction(database: Database, item: TransactWriteItem): () => Attempt {
  const { Put, Update, Delete, ConditionCheck } = item;
  const given = [Put, Update, Delete, ConditionCheck].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const name = tableNameOf(given[0]!.TableName!);
  const act = actionOf(item);
  return () => {
    const table = database.table(name);
    try {
      return act(table);
    } catch (error) {
      if (error instanceof UnfitRequest) throw error;
      return { reason: reasonOf(error) };
    }
  };
}

function actionOf({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): ActionOn {
  if (Put) return putAction(Put);
  if (Update) return updateAction(Update);
  return Delete ? deleteAction(Delete) : checkAction(ConditionCheck!);
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
