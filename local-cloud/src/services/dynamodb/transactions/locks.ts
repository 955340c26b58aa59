import type { Json } from '../dynalite/types.ts';
import type { Engine } from '../engine.ts';
import { validation } from '../errors.ts';

/** Where an item is: what a transaction locks. */
export interface ItemAddress {
  readonly table: string;
  readonly key: string;
}

/**
 * The address of the item that a key (or a whole item) names; undefined where it can't be one, which the action that is
 * given it tells in its own words.
 *
 * @throws AwsError ResourceNotFoundException
 */
export async function addressOf(
  engine: Engine,
  tableName: string,
  keyOrItem: Json,
  kind: 'key' | 'item',
): Promise<ItemAddress | undefined> {
  const table = await engine.table(tableName);
  const { database } = engine.library;
  const invalid =
    kind === 'key' ? database.validateKey(keyOrItem, table) : database.validateItem(keyOrItem, table);
  return invalid ? undefined : { table: tableName, key: database.createKey(keyOrItem, table) };
}

/** @throws AwsError ValidationException */
export function refuseDuplicates(addresses: readonly (ItemAddress | undefined)[]): void {
  const named = addresses.filter((address) => address !== undefined);
  const distinct = new Set(named.map(({ table, key }) => `${table}~${key}`));
  if (distinct.size < named.length) {
    throw validation('Transaction request cannot include multiple operations on one item');
  }
}

/** Holds the locks of all items while `action` runs. Tables are locked in one order, so no two holders wait in a ring. */
export async function withLocks<T>(
  engine: Engine,
  addresses: readonly (ItemAddress | undefined)[],
  action: () => Promise<T>,
): Promise<T> {
  const keys = new Map<string, string[]>();
  for (const address of addresses) {
    if (address) keys.set(address.table, [...(keys.get(address.table) ?? []), address.key]);
  }
  const releases: (() => void)[] = [];
  for (const table of [...keys.keys()].sort()) {
    await new Promise<void>((resolve) => {
      engine.store.getItemDb(table).lock(keys.get(table) ?? [], (release) => {
        releases.push(release(() => undefined));
        resolve();
      });
    });
  }
  try {
    return await action();
  } finally {
    for (const release of releases) release();
  }
}
