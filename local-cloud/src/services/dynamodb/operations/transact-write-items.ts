import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { Write } from '../../../core/store/store.ts';
import { timeSlice } from '../../../core/time-slice.ts';
import { JsonBytes } from '../../../protocols/json-bytes.ts';
import { modelled } from '../input.ts';
import { answer } from '../items/answer.ts';
import { type Change, tableUnits } from '../items/change.ts';
import { type CollectionMetrics, collectionMetrics } from '../items/collection-metrics.ts';
import { database } from '../store.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import { type Attempt, readAction, refuseDuplicates } from '../transactions/actions.ts';
import { kept, replayedCapacity } from '../transactions/replay.ts';
import { onceFor } from '../transactions/request-tokens.ts';
import { writeAll } from '../transactions/write-all.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems = modelled<TransactWriteItemsCommandInput, JsonBytes>(
  'TransactWriteItems',
  async (input, context) => {
    const opened = database(context);
    const act = async (remember: (kept: string) => Write[]) => {
      const finds: (() => Attempt)[] = [];
      const slice = timeSlice(1);
      for (const item of input.TransactItems!) {
        finds.push(readAction(opened, item));
        if (slice.isOver()) await slice.next();
      }
      const attempts: Attempt[] = [];
      for (const find of finds) {
        attempts.push(find());
        if (slice.isOver()) await slice.next();
      }
      refuseDuplicates(attempts);
      const changes = await writeAll(opened, attempts, (made) => remember(kept(made)));
      return answerOf(changes, input).bytes;
    };
    const again = (remembered: string) => {
      const ConsumedCapacity = replayedCapacity(opened, remembered, input.ReturnConsumedCapacity);
      return answer({}, { ConsumedCapacity }).bytes;
    };
    return new JsonBytes(await onceFor(opened, input.ClientRequestToken, input, act, again));
  },
);

function answerOf(changes: readonly Change[], input: TransactWriteItemsCommandInput): JsonBytes {
  const capacity = new CapacityCount('write', input.ReturnConsumedCapacity);
  const metrics: Record<string, CollectionMetrics[]> = {};
  for (const change of changes) {
    const { table, before, after } = change;
    // Every item is prepared and then committed, each at the price of a write.
    const indexes = new Map([...(change.indexUnits ?? [])].map(([index, units]) => [index, 2 * units]));
    capacity.add(table, 2 * tableUnits(change), indexes);
    const item = after ?? before;
    const found = item && collectionMetrics(table, () => item.item, input.ReturnItemCollectionMetrics);
    if (found) metrics[table.name] = [...(metrics[table.name] ?? []), found];
  }
  return answer(
    {},
    {
      ConsumedCapacity: capacity.all(true),
      ItemCollectionMetrics: Object.keys(metrics).length > 0 ? metrics : undefined,
    },
  );
}
