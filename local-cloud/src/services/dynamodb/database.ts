import type { Clock } from '../../core/clock.ts';
import type { Space, Store, Write } from '../../core/store/store.ts';
import { timeSlice } from '../../core/time-slice.ts';
import { type BackupRecord, Backups } from './backups/backups.ts';
import { resourceNotFound, tableNotFound } from './errors.ts';
import { type Change, isReordered } from './items/change.ts';
import { StreamLog } from './streams/stream-log.ts';
import { Streams } from './streams/streams.ts';
import type { StreamRecord, TableRecord } from './tables/record.ts';
import { Table } from './tables/table.ts';
import { Sweeper } from './time-to-live/sweeper.ts';

interface Options {
  readonly store: Store;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
}

/** The tables of a region, in a store. */
export class Database {
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  readonly streams: Streams;
  readonly backups: Backups;
  /** Pending while tables that were there before are read. */
  opening: Promise<void> | undefined;
  readonly #store: Store;
  readonly #records: Space;
  readonly #tables = new Map<string, Table>();
  readonly #sweepers = new Map<Table, Sweeper>();

  constructor({ store, clock, region, accountId }: Options) {
    this.clock = clock;
    this.region = region;
    this.accountId = accountId;
    this.#store = store;
    this.backups = new Backups(store, region);
    this.streams = new Streams(store, clock, () => this.tables);
    this.#records = store.space(`dynamodb/${region}/tables`);
    if (this.#records.size > 0) {
      this.opening = this.#open().finally(() => {
        this.opening = undefined;
      });
    }
  }

  /** In alphabetical order. */
  get tables(): readonly Table[] {
    return [...this.#tables.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** @throws AwsError ResourceNotFoundException, as operations on items put it */
  table(name: string): Table {
    const table = this.#tables.get(name);
    if (!table || table.record.restoring) throw resourceNotFound();
    return table;
  }

  /** @throws AwsError ResourceNotFoundException, as operations on tables put it */
  describedTable(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) throw tableNotFound(name);
    return table;
  }

  create(record: TableRecord): Table {
    const table = this.#tableOf(record);
    this.#write(record);
    this.#tables.set(record.name, table);
    return table;
  }

  /** Makes a table of a backup's items, which are there some time after this returns. @throws AwsError BackupInUseException */
  restore(record: TableRecord, backup: BackupRecord): Table {
    const items = this.backups.open(backup);
    const table = this.create(record);
    // A store that can't be written to is told to the next who writes; the table stays unfinished.
    void Promise.resolve()
      .then(() => this.#take(table, items))
      .catch(() => undefined)
      .finally(() => this.backups.close(backup));
    return table;
  }

  async #take(table: Table, items: Space): Promise<void> {
    const cursor = items.range();
    const slice = timeSlice(32);
    while (this.find(table.name) === table && cursor.next()) {
      this.#store.write([{ space: table.items, key: cursor.key, value: cursor.value }]);
      table.adopt(cursor.key, cursor.value);
      if (slice.isOver()) await slice.next();
    }
    if (this.find(table.name) !== table) return;
    delete table.record.restoring;
    this.save(table);
  }

  /** Keeps what was changed in a table's record. */
  save(table: Table): void {
    this.#write(table.record);
  }

  delete(table: Table): void {
    this.#store.write([{ space: this.#records, key: table.name, value: undefined }]);
    this.#tables.delete(table.name);
    this.setTimeToLive(table, undefined);
    this.endStream(table);
    this.#store.drop(table.items);
  }

  /** A space for what else the region's operations have to remember. */
  space(name: string): Space {
    return this.#store.space(`dynamodb/${this.region}/${name}`);
  }

  /**
   * Makes changes all at once, kept when this returns.
   *
   * @param others writes to the region's own spaces that belong to the changes
   * @throws the store's error, with nothing changed
   */
  commit(changes: readonly Change[], others: readonly Write[] = []): void {
    const now = this.clock.now();
    const writes: Write[] = [...others];
    for (const change of changes) {
      const { table, key, before, after } = change;
      if (before?.packed === after?.packed) continue;
      writes.push({ space: table.items, key, value: after?.packed });
      const copied = table.copy?.keep(change);
      if (copied) writes.push(copied);
      if (table.stream && !isReordered(change)) writes.push(this.streams.write(table.stream, change, now));
    }
    if (writes.length > 0) this.#store.write(writes);
    for (const change of changes) change.table.apply(change);
  }

  /** Begins to delete expired items by an attribute, or ends it; the items that are there are looked at. */
  setTimeToLive(table: Table, attribute: string | undefined): void {
    this.#sweepers.get(table)?.stop();
    this.#sweepers.delete(table);
    table.expiries = undefined;
    if (attribute === undefined) return;
    const sweeper = new Sweeper(table, attribute, this.clock, (changes) => this.commit(changes));
    this.#sweepers.set(table, sweeper);
    table.expiries = sweeper.expiries;
  }

  startStream(table: Table, stream: StreamRecord): void {
    const records = this.#store.space(`dynamodb/${this.region}/streams/${table.record.id}/${stream.label}`);
    table.stream = new StreamLog(stream, records, this.region);
  }

  /** Ends a table's stream; what it has stays readable. */
  endStream(table: Table): void {
    const log = table.stream;
    if (!log) return;
    log.close(this.clock.now());
    log.stream.enabled = false;
    this.streams.retire(log, table);
    table.stream = undefined;
  }

  close(): void {
    for (const sweeper of this.#sweepers.values()) sweeper.stop();
  }

  #write(record: TableRecord): void {
    const value = Buffer.from(JSON.stringify(record)).toString('latin1');
    this.#store.write([{ space: this.#records, key: record.name, value }]);
  }

  #tableOf(record: TableRecord): Table {
    const table = new Table(record, this.#store.space(`dynamodb/${this.region}/items/${record.id}`));
    this.setTimeToLive(table, record.ttlAttribute);
    if (record.stream?.enabled) this.startStream(table, record.stream);
    return table;
  }

  async #open(): Promise<void> {
    const kept = new Set<string>();
    const cursor = this.#records.range();
    while (cursor.next()) {
      const record = JSON.parse(Buffer.from(cursor.value, 'latin1').toString('utf8')) as TableRecord;
      const table = this.#tableOf(record);
      // What was not restored when its process ended never will be.
      if (record.restoring) {
        this.delete(table);
        continue;
      }
      if (table.stream) kept.add(table.stream.records.name);
      for (const index of record.globalIndexes) delete index.filling;
      this.#tables.set(record.name, table);
      const items = table.items.range();
      const slice = timeSlice();
      while (items.next()) {
        table.adopt(items.key, items.value);
        if (slice.isOver()) await slice.next();
      }
    }
    // Streams that were ended before are not found again.
    for (const name of this.#store.spaces(`dynamodb/${this.region}/streams/`)) {
      if (!kept.has(name)) this.#store.drop(this.#store.space(name));
    }
  }
}
