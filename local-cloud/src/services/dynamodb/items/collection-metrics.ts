import type { ItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/index.ts';

const GIGABYTE = 2 ** 30;

/** An answer's estimate of an item collection: items of one hash key, of a table with local indexes. */
export interface CollectionMetrics {
  readonly ItemCollectionKey: Item;
  readonly SizeEstimateRangeGB: NonNullable<ItemCollectionMetrics['SizeEstimateRangeGB']>;
}

/**
 * The metrics of the collection an item belongs to; only tables with local indexes have them.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections
 */
export function collectionMetrics(
  table: Table,
  item: () => Item,
  asked: string | undefined,
): CollectionMetrics | undefined {
  if (asked !== 'SIZE' || table.record.localIndexes.length === 0) return undefined;
  const [hash] = table.key.hash;
  const value = item()[hash!.name]!;
  const least = Math.floor(table.collectionBytes(value) / GIGABYTE);
  return { ItemCollectionKey: { [hash!.name]: value }, SizeEstimateRangeGB: [least, least + 1] };
}
