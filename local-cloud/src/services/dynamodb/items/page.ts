import { timeSlice } from '../../../core/time-slice.ts';
import { jsonBytes } from '../../../protocols/json-bytes.ts';
import type { Condition, Projection } from '../expressions/index.ts';
import { FIRST_PARTITIONS, firstPartitionOf } from '../tables/partition.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/index.ts';
import { bytesOfPacked, parsePacked, sizeOfPacked } from './stored-item.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const MAX_PAGE_BYTES = 1024 * 1024;

/** What a query or scan walks, and what it makes of each item. */
export interface Selection {
  readonly table: Table;
  /** Where the items are taken from, unless it is the table. */
  readonly index?: SecondaryIndex;
  readonly range: { readonly gte?: string; readonly lt?: string; readonly from?: string };
  readonly reverse?: boolean;
  readonly limit?: number;
  readonly filter?: Condition;
  readonly projection?: Projection;
  /** Whether items of a local index are completed from the table. */
  readonly fetches?: boolean;
  readonly countOnly?: boolean;
}

export interface Page {
  /** JSON of the items, as bytes. */
  readonly items: string[];
  readonly count: number;
  readonly scannedCount: number;
  /** Key attributes (of the table, and of the index) of the last item looked at, where there may be more. */
  readonly lastKey: Item | undefined;
  /** Bytes of the items looked at, in each of a new on-demand table's partitions that the page came by. */
  readonly partitionBytes: readonly number[];
  /** Sizes of the items fetched from the table, in bytes. */
  readonly fetchedBytes: readonly number[];
}

/** Reads up to a limit, or 1 MB, of what a selection has; others' requests come in between. */
export async function readPage(selection: Selection): Promise<Page> {
  const { table, index, range, reverse, limit = Number.POSITIVE_INFINITY, filter } = selection;
  const cursor = (index?.entries ?? table.items).range({ ...range, reverse });
  const items: string[] = [];
  const fetchedBytes: number[] = [];
  const slice = timeSlice();
  const partitionBytes: number[] = Array.from({ length: FIRST_PARTITIONS }, () => 0);
  let [count, scannedCount, bytes] = [0, 0, 0];
  let lastKey: Item | undefined;
  const first = firstPartitionOf(range.from ?? range.gte ?? '');
  let last = range.lt === undefined ? FIRST_PARTITIONS - 1 : firstPartitionOf(range.lt, true);
  while (cursor.next()) {
    const packed = cursor.value;
    scannedCount += 1;
    const size = sizeOfPacked(packed);
    bytes += size;
    partitionBytes[cursor.key.charCodeAt(0) >>> 6]! += size;
    const whole = selection.fetches ? fetch(table, packed, fetchedBytes) : packed;
    const matches = !filter || filter.matches(parsePacked(whole));
    if (matches) {
      count += 1;
      if (!selection.countOnly) items.push(shown(whole, selection.projection));
    }
    if (scannedCount >= limit || bytes >= MAX_PAGE_BYTES) {
      lastKey = keyOf(selection, packed);
      last = firstPartitionOf(cursor.key);
      break;
    }
    if (slice.isOver()) await slice.next();
  }
  return {
    ...{ items, count, scannedCount, lastKey, fetchedBytes },
    partitionBytes: partitionBytes.slice(first, last + 1),
  };
}

const shown = (packed: string, projection: Projection | undefined): string =>
  projection ? jsonBytes(projection.project(parsePacked(packed))) : bytesOfPacked(packed);

function fetch(table: Table, packed: string, fetched: number[]): string {
  const whole = table.items.get(table.key.encode(parsePacked(packed)) ?? '') ?? packed;
  fetched.push(sizeOfPacked(whole));
  return whole;
}

function keyOf({ table, index }: Selection, packed: string): Item {
  const item = parsePacked(packed);
  return { ...table.key.pick(item), ...index?.key.pick(item) };
}
