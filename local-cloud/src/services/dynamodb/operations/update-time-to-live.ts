import type { UpdateTimeToLiveCommandInput, UpdateTimeToLiveCommandOutput } from '@aws-sdk/client-dynamodb';
import { timeSlice } from '../../../core/time-slice.ts';
import { validation } from '../errors.ts';
import { modelled } from '../input.ts';
import { StoredItem } from '../items/stored-item.ts';
import { database } from '../store.ts';
import type { Table } from '../tables/table.ts';
import { tableNameOf } from '../tables/table-name.ts';

type Output = Omit<UpdateTimeToLiveCommandOutput, '$metadata'>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const updateTimeToLive = modelled<UpdateTimeToLiveCommandInput, Output>(
  'UpdateTimeToLive',
  (input, context) => {
    const opened = database(context);
    const table = opened.describedTable(tableNameOf(input.TableName!));
    const { TimeToLiveSpecification } = input;
    const { Enabled, AttributeName } = TimeToLiveSpecification!;
    const { ttlAttribute: current } = table.record;
    if (Enabled && current !== undefined) {
      if (current !== AttributeName) throw otherAttribute(current);
      throw validation('TimeToLive is already enabled');
    }
    if (!Enabled && current === undefined) throw validation('TimeToLive is already disabled');
    if (!Enabled && current !== AttributeName) throw otherAttribute(current);
    table.record.ttlAttribute = Enabled ? AttributeName : undefined;
    opened.save(table);
    opened.setTimeToLive(table, table.record.ttlAttribute);
    void findExpiries(table);
    return { TimeToLiveSpecification };
  },
);

const otherAttribute = (current: string | undefined) =>
  validation(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);

/** Looks at the items that were there before; those that are written from now on tell by themselves. */
async function findExpiries(table: Table): Promise<void> {
  const { expiries } = table;
  const items = table.items.range();
  const slice = timeSlice(32);
  while (expiries && table.expiries === expiries && items.next()) {
    expiries.apply(items.key, undefined, new StoredItem(items.value));
    if (slice.isOver()) await slice.next();
  }
}
