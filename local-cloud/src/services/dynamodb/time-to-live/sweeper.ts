import type { Clock } from '../../../core/clock.ts';
import type { Change } from '../items/change.ts';
import type { Table } from '../tables/table.ts';
import { Expiries } from './expiries.ts';

/** Items deleted in one go; requests come in between. */
const BATCH = 100;

const RETRY_MS = 60_000;

/** Who deletes expired items, as stream records tell it. */
const SERVICE = { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } as const;

/** Deletes a table's items as they expire: an alarm is set for the first of them, and nothing looks in between. */
export class Sweeper {
  readonly #table: Table;
  readonly #clock: Clock;
  readonly #commit: (changes: readonly Change[]) => void;
  readonly expiries: Expiries;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(table: Table, attribute: string, clock: Clock, commit: (changes: readonly Change[]) => void) {
    this.#table = table;
    this.#clock = clock;
    this.#commit = commit;
    this.expiries = new Expiries(attribute, () => this.#setAlarm());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #setAlarm(): void {
    this.#cancel?.();
    const next = this.expiries.next();
    if (next === undefined || this.#stopped) return;
    this.#cancel = this.#clock.at(next, () => this.#sweep());
  }

  #sweep(): void {
    const now = this.#clock.now();
    const keys = this.expiries.due(now, BATCH);
    const changes: Change[] = [];
    for (const key of keys) {
      const before = this.#table.get(key);
      if (!before || this.#table.locked.has(key)) continue;
      if (!this.expiries.isDeletable(before.item, now)) this.expiries.forget(key, before.item);
      else changes.push({ table: this.#table, key, before, after: undefined, userIdentity: SERVICE });
    }
    try {
      this.#commit(changes);
    } catch {
      // A store that can't be written to now (a full disk) may be later; nobody waits for an answer here.
      this.#cancel = this.#clock.at(now + RETRY_MS, () => this.#sweep());
      return;
    }
    if (keys.length < BATCH) this.#setAlarm();
    else setImmediate(() => this.#stopped || this.#sweep());
  }
}
