import type { Updated } from '../expressions/index.ts';
import type { Table } from '../tables/table.ts';
import { capacityUnits, WRITE_UNIT } from '../tables/units.ts';
import { equalValues } from '../values/index.ts';
import type { ItemChange } from './item-change.ts';

/** What a write makes of one item: worked out, its conditions met, and yet to be committed. */
export interface Change extends ItemChange {
  readonly table: Table;
  /** What an update touched, for ReturnValues. */
  readonly updated?: Updated;
}

/** Write capacity of the table itself: what is larger, the item before or the one after. */
export const tableUnits = ({ before, after }: Change): number =>
  capacityUnits(Math.max(before?.size ?? 0, after?.size ?? 0), WRITE_UNIT);

/** Whether an item is the same as before, but for the order of its attributes or of a map's. */
export const isReordered = ({ before, after }: Change): boolean =>
  before?.packed.length === after?.packed.length &&
  equalValues({ M: before?.item ?? {} }, { M: after?.item ?? {} });
