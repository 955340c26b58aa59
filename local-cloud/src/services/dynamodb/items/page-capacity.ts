import type { CapacityCount } from '../tables/consumed-capacity.ts';
import { capacityUnits, READ_UNIT } from '../tables/units.ts';
import type { Page, Selection } from './page.ts';

/**
 * Counts what a page took. A new table on demand has several partitions, and a page that comes by one takes a unit of it
 * at least: a scan of one small item takes four (two where it is eventually consistent), as on AWS. Provisioned tables
 * are taken to have one.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html (12,000 read units, of which
 * a partition has 3,000)
 */
export function addPage(
  capacity: CapacityCount,
  { partitionBytes, fetchedBytes }: Page,
  { table, index }: Pick<Selection, 'table' | 'index'>,
  isConsistent: boolean | undefined,
): void {
  const share = isConsistent ? 1 : 0.5;
  const each = (sizes: readonly number[]) =>
    sizes.reduce((sum, bytes) => sum + capacityUnits(bytes, READ_UNIT) * share, 0);
  const together = [partitionBytes.reduce((sum, bytes) => sum + bytes, 0)];
  const units = each(table.record.billing.mode === 'PAY_PER_REQUEST' ? partitionBytes : together);
  if (index) capacity.add(table, each(fetchedBytes), new Map([[index, units]]));
  else capacity.add(table, units);
}
