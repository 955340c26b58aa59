import type { ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Database } from '../database.ts';
import type { Change } from '../items/change.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import { capacityUnits, READ_UNIT } from '../tables/units.ts';

/** By the table's name, the units of each item. */
type Units = readonly (readonly [table: string, units: number])[];

/** What is kept of a transaction for those who send it again: what it takes to read its items. */
export const kept = (changes: readonly Change[]): string =>
  JSON.stringify(
    changes.map(({ table, before, after }) => [
      table.name,
      2 * capacityUnits((after ?? before)?.size ?? 0, READ_UNIT),
    ]),
  );

/**
 * What a transaction takes that was done before: it reads its items, and writes none.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (ClientRequestToken)
 */
export function replayedCapacity(
  database: Database,
  remembered: string,
  asked: ReturnConsumedCapacity | undefined,
): ConsumedCapacity[] | undefined {
  const capacity = new CapacityCount('read', asked);
  for (const [name, units] of JSON.parse(remembered) as Units) {
    const table = database.find(name);
    if (table) capacity.add(table, units);
  }
  return capacity.all(true);
}
