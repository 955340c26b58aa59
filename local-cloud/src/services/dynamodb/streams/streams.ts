import type { Clock } from '../../../core/clock.ts';
import type { Store, Write } from '../../../core/store/store.ts';
import type { Change } from '../items/change.ts';
import type { Table } from '../tables/table.ts';
import { RETENTION_MS, type StreamLog } from './stream-log.ts';

/** How often a stream that has records older than a day loses them, in ms. */
const TRIM_MS = 60 * 60 * 1000;

export interface KnownStream {
  readonly log: StreamLog;
  readonly table: Table;
}

/** The streams of a region: those of its tables, and for a day those that were switched off or whose tables are gone. */
export class Streams {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #tables: () => readonly Table[];
  readonly #retired = new Map<string, KnownStream>();
  /** Streams whose oldest record an alarm is set for. */
  readonly #watched = new Set<StreamLog>();

  constructor(store: Store, clock: Clock, tables: () => readonly Table[]) {
    this.#store = store;
    this.#clock = clock;
    this.#tables = tables;
  }

  /** In the order of their ARNs. */
  all(): KnownStream[] {
    const current = this.#tables().flatMap((table) => (table.stream ? [{ log: table.stream, table }] : []));
    return [...current, ...this.#retired.values()].sort((a, b) => (arnOf(a) < arnOf(b) ? -1 : 1));
  }

  find(arn: string): KnownStream | undefined {
    return this.all().find((known) => arnOf(known) === arn);
  }

  /** The write that adds a change; what is older than a day goes when its time comes. */
  write(log: StreamLog, change: Change, now: number): Write {
    this.#watch(log, now + RETENTION_MS);
    return log.write(change, now);
  }

  /** Keeps a stream that takes no more records readable for a day. */
  retire(log: StreamLog, table: Table): void {
    this.#retired.set(log.stream.arn, { log, table });
    this.#clock.at(this.#clock.now() + RETENTION_MS, () => {
      this.#retired.delete(log.stream.arn);
      this.#store.drop(log.records);
    });
  }

  /** Removes the records of a stream that are older than a day. */
  trim(log: StreamLog): void {
    const writes = log.expired(this.#clock.now());
    if (writes.length > 0) this.#store.write(writes);
  }

  #watch(log: StreamLog, at: number): void {
    if (this.#watched.has(log)) return;
    this.#watched.add(log);
    this.#clock.at(at, () => {
      this.#watched.delete(log);
      try {
        this.trim(log);
      } catch {
        // A store that can't be written to now (a full disk) may be the next time.
      }
      if (log.records.size > 0) this.#watch(log, this.#clock.now() + TRIM_MS);
    });
  }
}

const arnOf = ({ log }: KnownStream): string => log.stream.arn;
