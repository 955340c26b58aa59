import type { Space, Store } from '../../../core/store/store.ts';
import { modelError } from '../errors.ts';
import type { TableRecord } from '../tables/record.ts';
import type { Table } from '../tables/table.ts';
import { TableCopy } from './table-copy.ts';

/** What is kept of a backup beside its items, as JSON. */
export interface BackupRecord {
  readonly arn: string;
  readonly name: string;
  /** In ms since 1970. */
  readonly createdAt: number;
  status: 'CREATING' | 'AVAILABLE';
  /** The table's record as it was. */
  readonly table: TableRecord;
  readonly bytes: number;
  readonly items: number;
}

/** The backups of a region's tables, in the store. They outlive their tables. */
export class Backups {
  readonly #store: Store;
  readonly #region: string;
  readonly #records: Space;
  /** How many tables are being made from each, by ARN. */
  readonly #readers = new Map<string, number>();

  constructor(store: Store, region: string) {
    this.#store = store;
    this.#region = region;
    this.#records = store.space(`dynamodb/${region}/backups`);
    // What was not finished when its process ended never will be.
    for (const backup of this.all()) if (backup.status === 'CREATING') this.#drop(backup);
  }

  /** In the order of their ARNs, which is by table and then by time. */
  all(): BackupRecord[] {
    const found: BackupRecord[] = [];
    const cursor = this.#records.range();
    while (cursor.next()) found.push(parse(cursor.value));
    return found;
  }

  /** @throws AwsError BackupNotFoundException */
  get(arn: string): BackupRecord {
    const value = /^[\x20-\x7e]*$/.test(arn) ? this.#records.get(arn) : undefined;
    if (value === undefined) throw modelError('BackupNotFoundException', `Backup not found: ${arn}`);
    return parse(value);
  }

  itemsOf({ arn }: BackupRecord): Space {
    return this.#store.space(`dynamodb/${this.#region}/backup-items/${arn.slice(arn.lastIndexOf('/') + 1)}`);
  }

  /** Begins to copy a table's items as they are now. @throws AwsError BackupInUseException */
  begin(backup: BackupRecord, table: Table): void {
    if (table.copy) throw inUse();
    this.#save(backup);
    table.copy = new TableCopy(this.itemsOf(backup));
    void this.#fill(backup, table, table.copy);
  }

  async #fill(backup: BackupRecord, table: Table, copy: TableCopy): Promise<void> {
    try {
      await copy.run(this.#store, table.items);
      this.#save({ ...backup, status: 'AVAILABLE' });
    } catch {
      // A store that can't be written to is told to the next who writes; there is no such backup.
      this.#drop(backup);
    } finally {
      table.copy = undefined;
    }
  }

  /** The items of a backup, which can't be deleted until it is closed. @throws AwsError BackupInUseException */
  open(backup: BackupRecord): Space {
    if (backup.status !== 'AVAILABLE') throw inUse();
    this.#readers.set(backup.arn, (this.#readers.get(backup.arn) ?? 0) + 1);
    return this.itemsOf(backup);
  }

  close({ arn }: BackupRecord): void {
    const left = (this.#readers.get(arn) ?? 0) - 1;
    if (left > 0) this.#readers.set(arn, left);
    else this.#readers.delete(arn);
  }

  /** @throws AwsError BackupInUseException */
  delete(backup: BackupRecord): void {
    if (backup.status !== 'AVAILABLE' || this.#readers.has(backup.arn)) throw inUse();
    this.#drop(backup);
  }

  #drop(backup: BackupRecord): void {
    this.#store.write([{ space: this.#records, key: backup.arn, value: undefined }]);
    this.#store.drop(this.itemsOf(backup));
  }

  #save(backup: BackupRecord): void {
    const value = Buffer.from(JSON.stringify(backup)).toString('latin1');
    this.#store.write([{ space: this.#records, key: backup.arn, value }]);
  }
}

const parse = (value: string): BackupRecord => JSON.parse(Buffer.from(value, 'latin1').toString('utf8'));

const inUse = () =>
  modelError(
    'BackupInUseException',
    'There is another ongoing conflicting backup control plane operation on the table. The backup is either being created, deleted or restored to a table.',
  );
