import { AsyncLocalStorage } from 'node:async_hooks';
import type { Store, Write } from '../store/store.ts';

/** What can tell what has become of its records: a collection. */
export interface Keeper {
  /** What brings the store up to date with the record of a key; undefined where it is so already. */
  changes(key: string): Changes | undefined;
}

export interface Changes {
  readonly writes: readonly Write[];
  /** Called once they are in the store. */
  done?(): void;
}

/** A unit of work: the records it was handed, and may have changed, and what is to be done once they are written. */
class Unit {
  readonly touched = new Map<Keeper, Set<string>>();
  readonly afterwards: (() => Promise<void>)[] = [];
  /** Whether it has ended: what goes on after it, begun by it, is no longer part of it. */
  isOver = false;

  touch(keeper: Keeper, key: string): void {
    const keys = this.touched.get(keeper);
    if (keys) keys.add(key);
    else this.touched.set(keeper, new Set([key]));
  }
}

/** What was touched outside of any unit is written so many ms later. */
const LATER_MS = 50;

/**
 * Sees to it that the store has what services have in memory. Operations change records as they like; whatever a unit of
 * work was handed is compared with the store when it ends, and what differs is written, all of it in one batch. So
 * nobody can forget to save. Without a store on disk nothing is watched, and nothing is written.
 */
export class Records {
  readonly store: Store;
  /** Whether records outlive their cloud. */
  readonly isKept: boolean;
  readonly #onFailure: (error: unknown) => void;
  /** Which unit of work code belongs to, across its awaits. Costs other code something on Node 20 and 22, so it is off between units. */
  readonly #units = new AsyncLocalStorage<Unit>();
  #running = 0;
  /** What was touched outside of any unit. */
  #strays = new Unit();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param onFailure told of what could not be written and had nobody waiting for it; it is tried again */
  constructor(store: Store, isKept: boolean, onFailure: (error: unknown) => void) {
    this.store = store;
    this.isKept = isKept;
    this.#onFailure = onFailure;
  }

  /**
   * Does work whose changes are written together when it ends, also where it fails half-way: memory shows the half.
   *
   * @throws what the work throws; the file system's error where its changes could not be written
   */
  async unit<T>(work: () => T | Promise<T>): Promise<T> {
    if (!this.isKept) return work();
    const unit = new Unit();
    this.#running += 1;
    try {
      return await this.#units.run(unit, work);
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#units.disable();
      unit.isOver = true;
      this.#write(unit);
      for (const then of unit.afterwards) await then();
    }
  }

  /** Writes what the unit has changed so far, for whoever is to see it now; what fails is tried again later. */
  commit(): void {
    const unit = this.#unit();
    if (!this.isKept || unit === undefined) return;
    try {
      this.#write(unit);
    } catch (error) {
      this.#onFailure(error);
    }
  }

  /** Notes that somebody has a record in hand. */
  touch(keeper: Keeper, key: string): void {
    const unit = this.#unit();
    if (unit) unit.touch(keeper, key);
    else this.#stray(keeper, key);
  }

  /** Does something once the changes of this unit are written, such as removing a file that records no longer name. */
  async afterwards(work: () => Promise<void>): Promise<void> {
    if (!this.isKept) return work();
    const unit = this.#unit();
    (unit ?? this.#strays).afterwards.push(work);
    if (!unit) this.#writeLater();
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writeStrays();
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #unit(): Unit | undefined {
    const unit = this.#running === 0 ? undefined : this.#units.getStore();
    return unit?.isOver ? undefined : unit;
  }

  /** @throws the file system's error; what was not written stays to be */
  #write({ touched }: Unit): void {
    const all = [...touched].flatMap(([keeper, keys]) =>
      [...keys].flatMap((key) => keeper.changes(key) ?? []),
    );
    if (all.length === 0) return;
    try {
      this.store.write(all.flatMap(({ writes }) => writes));
      for (const { done } of all) done?.();
    } catch (error) {
      for (const [keeper, keys] of touched) for (const key of keys) this.#stray(keeper, key);
      throw error;
    }
  }

  #stray(keeper: Keeper, key: string): void {
    this.#strays.touch(keeper, key);
    this.#writeLater();
  }

  #writeLater(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => void this.#writeStrays(), LATER_MS).unref();
  }

  async #writeStrays(): Promise<void> {
    this.#timer = undefined;
    const strays = this.#strays;
    this.#strays = new Unit();
    try {
      this.#write(strays);
      for (const then of strays.afterwards) await then();
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
