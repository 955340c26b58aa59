import type { Space, Store, Write } from '../../../core/store/store.ts';
import { timeSlice } from '../../../core/time-slice.ts';
import type { ItemChange } from '../items/item-change.ts';

/** Items that are written to a copy at once. */
const BATCH = 256;

/**
 * A copy in the making of a table's items as they were at one moment, while the table is written to: what a write takes
 * away before the copy has come by is copied first.
 */
export class TableCopy {
  readonly #to: Space;
  /** Everything up to here has been copied. */
  #position: string | undefined;
  /** Keys behind the position whose items are as they were no longer. */
  readonly #kept = new Set<string>();

  constructor(to: Space) {
    this.#to = to;
  }

  /** What has to be copied along with a change. */
  keep({ key, before }: ItemChange): Write | undefined {
    if ((this.#position !== undefined && key <= this.#position) || this.#kept.has(key)) return undefined;
    this.#kept.add(key);
    return before && { space: this.#to, key, value: before.packed };
  }

  /** Copies all; others' requests come in between. @throws the store's error */
  async run(store: Store, from: Space): Promise<void> {
    const cursor = from.range();
    const slice = timeSlice(32);
    let batch: Write[] = [];
    const flush = () => {
      if (batch.length > 0) store.write(batch);
      batch = [];
    };
    while (cursor.next()) {
      const { key, value } = cursor;
      this.#position = key;
      if (!this.#kept.has(key)) batch.push({ space: this.#to, key, value });
      if (batch.length >= BATCH) flush();
      if (!slice.isOver()) continue;
      flush();
      await slice.next();
    }
    flush();
  }
}
