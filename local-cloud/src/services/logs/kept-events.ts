import type { Changes, Keeper, Records } from '../../core/records/records.ts';
import { fromText, toKey, toText } from '../../core/records/structured.ts';
import type { Space, Write } from '../../core/store/store.ts';

/** One event as it is kept. Events of a stream are ordered by timestamp, then by arrival. */
export interface StoredEvent {
  /** 56 digits; the order of ids, as text, is the order of events in a whole log group. */
  readonly id: string;
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

/** What follows the last of a stream's keys. */
const AFTER = '\x01';

/**
 * A stream's events in the store, one an entry. They are written with what else a unit of work changes (PutLogEvents), or a
 * moment later, many at once (what functions write).
 */
export class KeptEvents implements Keeper {
  readonly #records: Records;
  readonly #space: Space;
  readonly #prefix: string;
  #added: StoredEvent[] = [];
  #dropped: string[] = [];
  #isRemoved = false;

  constructor(records: Records, space: Space, streamName: string) {
    this.#records = records;
    this.#space = space;
    this.#prefix = `${toKey(streamName)}\0`;
  }

  load(): StoredEvent[] {
    const events: StoredEvent[] = [];
    const cursor = this.#all();
    while (cursor.next()) {
      const id = cursor.key.slice(this.#prefix.length);
      const [timestamp, ingestionTime, message] = fromText(cursor.value) as [number, number, string];
      events.push({ id, timestamp, ingestionTime, message });
    }
    return events;
  }

  add(event: StoredEvent): void {
    this.#added.push(event);
    this.#records.touch(this, '');
  }

  drop(events: readonly StoredEvent[]): void {
    this.#dropped.push(...events.map(({ id }) => id));
    this.#records.touch(this, '');
  }

  /** Drops all there are; none is added after. */
  remove(): void {
    this.#isRemoved = true;
    this.#records.touch(this, '');
  }

  changes(): Changes | undefined {
    const writes = this.#isRemoved ? this.#removal() : this.#recent();
    const done = () => {
      this.#added = [];
      this.#dropped = [];
    };
    return writes.length === 0 ? undefined : { writes, done };
  }

  #recent(): Write[] {
    const puts = this.#added.map(({ id, timestamp, ingestionTime, message }) =>
      this.#write(id, toText([timestamp, ingestionTime, message])),
    );
    return [...puts, ...this.#dropped.map((id) => this.#write(id, undefined))];
  }

  #removal(): Write[] {
    const writes: Write[] = [];
    const cursor = this.#all();
    while (cursor.next()) writes.push({ space: this.#space, key: cursor.key, value: undefined });
    return writes;
  }

  #all() {
    return this.#space.range({ gte: this.#prefix, lt: this.#prefix.slice(0, -1) + AFTER });
  }

  #write(id: string, value: string | undefined): Write {
    return { space: this.#space, key: this.#prefix + id, value };
  }
}
