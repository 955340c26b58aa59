import type { Updated } from '../expressions/index.ts';
import type { SecondaryIndex } from '../tables/secondary-index.ts';
import type { Table } from '../tables/table.ts';
import { capacityUnits, WRITE_UNIT } from '../tables/units.ts';
import { equalValues } from '../values/index.ts';
import type { StoredItem } from './stored-item.ts';

/** Who changed an item where nobody asked: time to live, as its stream records say. */
export interface UserIdentity {
  readonly Type: string;
  readonly PrincipalId: string;
}

/** What a write makes of one item: worked out, its conditions met, and yet to be committed. */
export interface Change {
  readonly table: Table;
  readonly key: string;
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
  /** What an update touched, for ReturnValues. */
  readonly updated?: Updated;
  readonly userIdentity?: UserIdentity;
  /** Write capacity of the indexes it touched, known once it is committed. */
  indexUnits?: Map<SecondaryIndex, number>;
}

/** Write capacity of the table itself: what is larger, the item before or the one after. */
export const tableUnits = ({ before, after }: Change): number =>
  capacityUnits(Math.max(before?.size ?? 0, after?.size ?? 0), WRITE_UNIT);

/** Whether an item is the same as before, but for the order of its attributes or of a map's. */
export const isReordered = ({ before, after }: Change): boolean =>
  before?.packed.length === after?.packed.length &&
  equalValues({ M: before?.item ?? {} }, { M: after?.item ?? {} });
