import type { ItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import { partitionOf } from '../tables/partition.ts';
import type { Table } from '../tables/table.ts';
import { after, encodeKey, type Item } from '../values/index.ts';
import { sizeOfPacked } from './stored-item.ts';

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
  const locals = [...table.indexes.values()].filter(({ isGlobal }) => !isGlobal);
  if (asked !== 'SIZE' || locals.length === 0) return undefined;
  const [hash] = table.key.hash;
  const value = item()[hash!.name]!;
  const encoded = encodeKey(value);
  const bounds = { gte: partitionOf(encoded) + encoded, lt: partitionOf(encoded) + after(encoded) };
  let bytes = 0;
  for (const map of [table.items, ...locals.map(({ entries }) => entries)]) {
    const cursor = map.range(bounds);
    while (cursor.next()) bytes += sizeOfPacked(cursor.value);
  }
  const least = Math.floor(bytes / GIGABYTE);
  return { ItemCollectionKey: { [hash!.name]: value }, SizeEstimateRangeGB: [least, least + 1] };
}
