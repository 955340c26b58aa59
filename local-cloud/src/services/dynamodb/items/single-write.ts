import type {
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics,
  ReturnValue,
} from '@aws-sdk/client-dynamodb';
import type { JsonBytes } from '../../../protocols/json-bytes.ts';
import type { Database } from '../database.ts';
import { CapacityCount } from '../tables/consumed-capacity.ts';
import type { Item } from '../values/index.ts';
import { answer } from './answer.ts';
import { tableUnits } from './change.ts';
import { collectionMetrics } from './collection-metrics.ts';
import { returnedAttributes } from './return-values.ts';
import { prepare, type WriteAction } from './write-action.ts';

/** What puts, updates and deletes can be asked to answer. */
interface Asked {
  readonly ReturnValues?: ReturnValue;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
  readonly ReturnItemCollectionMetrics?: ReturnItemCollectionMetrics;
}

/** Carries out a write of one item, and answers what was asked for. @throws AwsError as `prepare` does */
export function writeItem(
  database: Database,
  action: WriteAction,
  asked: Asked,
  item: () => Item,
): JsonBytes {
  const change = prepare(action);
  database.commit([change]);
  const capacity = new CapacityCount('write', asked.ReturnConsumedCapacity);
  capacity.add(change.table, tableUnits(change), change.indexUnits);
  return answer(
    { Attributes: returnedAttributes(change, asked.ReturnValues) },
    {
      ConsumedCapacity: capacity.one(),
      ItemCollectionMetrics: collectionMetrics(change.table, item, asked.ReturnItemCollectionMetrics),
    },
  );
}
