import type { Callback, Database, Json, Release, Store, SubDatabase } from '../dynalite/types.ts';

type Write = Parameters<Database['batch']>[0][number];

/** The holder of a transaction has every lock it needs already. */
const unlocked: Release = (callback) => callback;

/**
 * A store whose reads are the real one's and whose writes wait: dynalite's own actions run against it, and all they
 * would have written (items and index entries) is then written in one atomic batch, or never.
 */
export class BufferedStore {
  readonly store: Store;
  readonly #writes: Write[] = [];
  readonly #base: Store;

  constructor(base: Store) {
    this.#base = base;
    this.store = {
      ...base,
      getItemDb: (table) => this.#buffer(base.getItemDb(table), `item-${table}~`),
      getIndexDb: (type, table, index) =>
        this.#buffer(base.getIndexDb(type, table, index), `index-${type.toLowerCase()}~${table}~${index}~`),
    };
  }

  /** Takes over what another buffered store would write. */
  add(other: BufferedStore): void {
    this.#writes.push(...other.#writes);
  }

  commit(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#base.db.batch(this.#writes, (error) => (error ? reject(error) : resolve()));
    });
  }

  #buffer(real: SubDatabase, prefix: string): SubDatabase {
    return {
      get: (key, callback) => real.get(key, callback),
      put: (key: string, value: Json, callback: Callback<void>) => {
        this.#writes.push({ type: 'put', key: prefix + key, value });
        setImmediate(callback, null);
      },
      del: (key: string, callback: Callback<void>) => {
        this.#writes.push({ type: 'del', key: prefix + key });
        setImmediate(callback, null);
      },
      lock: (_key, locked) => locked(unlocked),
    };
  }
}
