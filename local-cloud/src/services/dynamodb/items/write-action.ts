import { conditionFailed, transactionConflict, validation } from '../errors.ts';
import type { Condition, Update } from '../expressions/index.ts';
import type { Table } from '../tables/table.ts';
import type { Change } from './change.ts';
import type { ItemKey } from './item-key.ts';
import { checkIndexKeys } from './item-key.ts';
import { StoredItem } from './stored-item.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
export const MAX_ITEM_BYTES = 400 * 1024;

interface Target {
  readonly table: Table;
  readonly key: string;
  readonly condition?: Condition;
  /** Whether the error of a failed condition carries the item that failed it. */
  readonly returnItem?: boolean;
}

/** A write of one item that is sound by itself, before anybody has looked at what is there. */
export type WriteAction = Target &
  (
    | { readonly kind: 'put'; readonly item: StoredItem }
    | {
        readonly kind: 'update';
        readonly update: Update;
        readonly keyItem: ItemKey['item'];
        /** Bytes of the values the request gives it, which count towards a transaction's size. */
        readonly givenBytes: () => number;
      }
    | { readonly kind: 'delete' }
    | { readonly kind: 'check' }
  );

/**
 * Works out what a write makes of the item that is there now.
 *
 * @throws AwsError ConditionalCheckFailedException, with the item where asked for; TransactionConflictException;
 * ValidationException
 */
export function prepare(action: WriteAction): Change {
  const { table, key, condition } = action;
  if (table.locked.size > 0 && table.locked.has(key)) throw transactionConflict();
  const before = table.get(key);
  if (condition && !condition.matches(before?.item)) {
    throw conditionFailed(action.returnItem ? before?.item : undefined);
  }
  switch (action.kind) {
    case 'put':
      return { table, key, before, after: action.item };
    case 'delete':
      return { table, key, before, after: undefined };
    case 'check':
      return { table, key, before, after: before };
    case 'update': {
      if (!before && !action.update.createsItem) return { table, key, before, after: undefined };
      const updated = action.update.apply(before?.item ?? action.keyItem);
      const after = StoredItem.of(updated.item);
      if (after.size > MAX_ITEM_BYTES) {
        throw validation('Item size to update has exceeded the maximum allowed size');
      }
      checkIndexKeys(table, updated.item, 'update');
      return { table, key, before, after, updated };
    }
  }
}
