import { OrderedMap } from '../../../core/store/ordered-map.ts';
import type { StoredItem } from '../items/stored-item.ts';
import { attribute, type Item } from '../values/index.ts';

/** Times further back than this are taken for something else than a time. */
const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 60 * 60;

/** Digits of seconds since 1970 that compare as text, to the year 318,857. */
const DIGITS = 13;

/**
 * When items of a table expire, in order of time.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export class Expiries {
  readonly attribute: string;
  /** Item keys behind their times. */
  readonly #times = new OrderedMap<string>();
  readonly #onEarlier: () => void;

  /** @param onEarlier called when something expires earlier than all before it */
  constructor(name: string, onEarlier: () => void) {
    this.attribute = name;
    this.#onEarlier = onEarlier;
  }

  apply(key: string, before: StoredItem | undefined, after: StoredItem | undefined): void {
    const [old, now] = [before && this.#timeOf(before.item), after && this.#timeOf(after.item)];
    if (old === now) return;
    if (old !== undefined) this.#times.delete(old + key);
    if (now === undefined) return;
    const earliest = this.#times.range();
    const isEarlier = !earliest.next() || now < earliest.key;
    this.#times.set(now + key, key);
    if (isEarlier) this.#onEarlier();
  }

  /** ms since 1970 of the first item to expire; undefined where none does. */
  next(): number | undefined {
    const cursor = this.#times.range();
    return cursor.next() ? Number(cursor.key.slice(0, DIGITS)) * 1000 : undefined;
  }

  /** Keys of items that have expired, oldest first. */
  due(now: number, limit: number): string[] {
    const keys: string[] = [];
    const cursor = this.#times.range({ lt: digits(Math.floor(now / 1000) + 1) });
    while (keys.length < limit && cursor.next()) keys.push(cursor.value);
    return keys;
  }

  /** Whether an item that has expired is still to be deleted: not if it is more than five years late. */
  isDeletable(item: Item, now: number): boolean {
    const time = this.#timeOf(item);
    const seconds = now / 1000;
    return time !== undefined && Number(time) <= seconds && Number(time) > seconds - FIVE_YEARS_SECONDS;
  }

  /** Stops looking at an item that is not to be deleted. */
  forget(key: string, item: Item): void {
    const time = this.#timeOf(item);
    if (time !== undefined) this.#times.delete(time + key);
  }

  #timeOf(item: Item): string | undefined {
    const value = attribute(item, this.attribute);
    if (value === undefined || !('N' in value)) return undefined;
    const seconds = Math.floor(Number(value.N));
    return seconds >= 0 && seconds < 10 ** DIGITS ? digits(seconds) : undefined;
  }
}

const digits = (seconds: number): string => String(seconds).padStart(DIGITS, '0');
