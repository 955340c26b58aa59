import type { Cloud } from './cloud.ts';
import { Collection, type Packing } from './records/collection.ts';

/** What a store needs to know of the place it is made for. */
export interface StoreScope {
  readonly cloud: Cloud;
  readonly region: string;
}

/**
 * Declares a service's state: one value a cloud and region, made on first use. AWS keeps most resources apart by
 * region; names that are global (IAM roles, bucket names) use `scope: 'global'`.
 *
 * @returns the accessor: `const functions = defineStore('lambda', () => new FunctionStore())`, then `functions(context)`
 */
export function defineStore<T>(
  name: string,
  create: (scope: StoreScope) => T,
  options: { scope?: 'region' | 'global' } = {},
): (scope: StoreScope) => T {
  return (scope) => {
    const key = options.scope === 'global' ? name : `${name}:${scope.region}`;
    const found = scope.cloud.stores.get(key);
    // The map is shared by all services, so its values are unknown; the key is made here and only here.
    if (found !== undefined) return found as T;
    const made = create(scope);
    scope.cloud.stores.set(key, made);
    return made;
  };
}

/** The regions in which a store of that name exists, e.g. to find the function behind a Host header. */
export function regionsOf(cloud: Cloud, name: string): string[] {
  const prefix = `${name}:`;
  return [...cloud.stores.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

/**
 * A service's records of one kind in one region (or `global`), which are found again when the cloud starts with the same
 * folder. Made within `defineStore`, and read from the folder then.
 */
export const collection = <V>(
  cloud: Cloud,
  [service, region, kind]: readonly [service: string, region: string, kind: string],
  packing?: Packing<V>,
): Collection<V> => new Collection(cloud.records, `${service}/${region}/${kind}`, packing);
