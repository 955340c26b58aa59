import { timeSlice } from '../../../core/time-slice.ts';
import type { Database } from '../database.ts';
import { StoredItem } from '../items/stored-item.ts';
import type { GlobalIndexRecord } from './record.ts';
import { applyToIndex, type Table } from './table.ts';

/**
 * Fills a new index with the items that are there, while requests go on: what they write the index takes in by itself.
 * Items whose attributes are not of the index's types are left out, as are those without them.
 */
export async function fillIndex(database: Database, table: Table, record: GlobalIndexRecord): Promise<void> {
  const index = table.indexes.get(record.name);
  const items = table.items.range();
  const slice = timeSlice(32);
  const isThere = () => database.find(table.name) === table && table.indexes.get(record.name) === index;
  while (index && isThere() && items.next()) {
    const stored = new StoredItem(items.value);
    applyToIndex(index, items.key, undefined, stored);
    if (slice.isOver()) await slice.next();
  }
  if (!isThere()) return;
  delete record.filling;
  database.save(table);
}
