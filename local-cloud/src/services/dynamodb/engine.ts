import type * as Modules from './dynalite/modules.ts';
import type { Json, Store, TableRecord } from './dynalite/types.ts';
import { fromDynalite, malformed, tableNotFound } from './errors.ts';

/** Every change of a table that dynalite makes is two writes: the transition, then (by a timer) its outcome. */
const WRITES_A_CHANGE = 2;

/**
 * One region's tables, kept by dynalite in this process. It runs dynalite's own checks and actions; HTTP stays with the
 * gateway, so that a failing request can never end the cloud.
 */
export class Engine {
  readonly store: Store;
  readonly library: typeof Modules;
  readonly #writes = new Map<string, () => void>();
  readonly #changes = new Map<string, Promise<unknown>>();

  private constructor(library: typeof Modules, store: Store) {
    this.library = library;
    this.store = store;
    this.#watch('put');
    this.#watch('del');
  }

  /** Loads dynalite, which takes tens of milliseconds, and opens an empty in-memory store. */
  static async open(scope: { region: string; accountId: string }): Promise<Engine> {
    const library = await import('./dynalite/modules.ts');
    const store = library.database.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    // dynalite takes these from the environment, which knows nothing of regions of requests.
    Object.assign(store.tableDb, { awsRegion: scope.region, awsAccountId: scope.accountId });
    return new Engine(library, store);
  }

  /** Checks an operation's input and carries the operation out. @throws AwsError as DynamoDB has it */
  async run(operation: Modules.DynaliteOperation, input: Json, extras: Json = {}): Promise<Json> {
    const data = this.check(operation, input);
    return this.act(operation, Object.assign(data, extras), this.store);
  }

  /** An operation's input, checked, without the members that dynalite does not know. @throws AwsError */
  check(operation: Modules.DynaliteOperation, input: Json): Json {
    const { types, custom } = this.library.operations[operation].input;
    try {
      const data = this.library.validations.checkTypes({ ...input }, types);
      this.library.validations.checkValidations(data, types, custom, this.store);
      return data;
    } catch (error) {
      // dynalite takes it for granted that lists and maps hold no nulls.
      throw error instanceof TypeError ? malformed() : fromDynalite(error as Error);
    }
  }

  /** Carries an operation out with input that was checked. @throws AwsError */
  act(operation: Modules.DynaliteOperation, data: Json, store: Store): Promise<Json> {
    return new Promise((resolve, reject) => {
      this.library.operations[operation].act(store, data, (error, output) => {
        if (error) reject(fromDynalite(error));
        else resolve(output);
      });
    });
  }

  /**
   * Runs an operation that changes a table and answers what it answered, once the change is complete: whoever asks next
   * finds the table active (or gone), so waiters, the CLI's of 20 seconds too, succeed at their first look.
   */
  changeTable(
    operation: 'CreateTable' | 'UpdateTable' | 'DeleteTable',
    input: Json,
    extras: Json = {},
  ): Promise<Json> {
    const name = String(input.TableName);
    return this.exclusively(name, async () => {
      const complete = this.#afterWrites(name);
      try {
        // dynalite goes on changing the description it answers with.
        const output = structuredClone(await this.run(operation, input, extras));
        await complete;
        return output;
      } finally {
        this.#writes.delete(name);
      }
    });
  }

  /** Changes a table's record in place. @throws AwsError ResourceNotFoundException */
  updateRecord<T>(name: string, change: (table: TableRecord) => T | Promise<T>): Promise<T> {
    return this.exclusively(name, async () => {
      const table = await this.table(name);
      const result = await change(table);
      await this.putRecord(table);
      return result;
    });
  }

  async putRecord(table: TableRecord): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.store.tableDb.put(table.TableName, table, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Lets one change of a table begin when the one before has ended, however that ended. */
  async exclusively<T>(name: string, change: () => Promise<T>): Promise<T> {
    const before = this.#changes.get(name);
    const mine = (async () => {
      await before?.catch(() => undefined);
      return change();
    })();
    this.#changes.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#changes.get(name) === mine) this.#changes.delete(name);
    }
  }

  /** A table's record. @throws AwsError ResourceNotFoundException */
  table(name: string): Promise<TableRecord> {
    return new Promise((resolve, reject) => {
      this.store.getTable(name, false, (error, table) => {
        if (error) reject(error.name === 'NotFoundError' ? tableNotFound(name) : fromDynalite(error));
        else resolve(table);
      });
    });
  }

  /** The names of all tables, in the order ListTables has them. */
  async tableNames(): Promise<string[]> {
    const names: string[] = [];
    for await (const key of this.store.db.keys({ gte: 'table~', lt: 'table~\xFF' })) {
      names.push(key.slice('table~'.length));
    }
    return names;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.store.db.close(() => resolve()));
  }

  #afterWrites(name: string): Promise<void> {
    return new Promise((resolve) => {
      let left = WRITES_A_CHANGE;
      this.#writes.set(name, () => {
        left -= 1;
        if (left === 0) resolve();
      });
    });
  }

  #watch(method: 'put' | 'del'): void {
    const { tableDb } = this.store;
    const original = tableDb[method].bind(tableDb) as (key: string, ...rest: unknown[]) => void;
    const watched = (key: string, ...rest: unknown[]) => {
      const callback = rest.pop() as (error?: unknown) => void;
      original(key, ...rest, (error?: unknown) => {
        callback(error);
        this.#writes.get(key)?.();
      });
    };
    Object.assign(tableDb, { [method]: watched });
  }
}
