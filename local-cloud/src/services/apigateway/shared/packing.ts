import type { Packing } from '../../../core/records/collection.ts';

/** What it takes to serve requests, as it was when it was frozen; never changes. */
interface Frozen<Route> {
  readonly router: { readonly routes: readonly Route[] };
}

interface Deployed<Route, Snapshot extends Frozen<Route>> {
  /** What the deployment's operations answer. */
  readonly facts: object;
  readonly snapshot: Snapshot;
}

interface DeployedApi<Route, Snapshot extends Frozen<Route>> {
  readonly deployments: ReadonlyMap<string, Deployed<Route, Snapshot>>;
  /** What it has while the cloud runs. */
  readonly server?: unknown;
}

/** An API as data: without what its deployments froze, which is kept apart, and without its server. */
interface PackedApi {
  readonly deployments: ReadonlyMap<string, object>;
}

/**
 * How APIs are kept. A snapshot is packed, and written, once; what its router was made of is in the router's place.
 *
 * @param routerOf makes a snapshot's router anew
 */
export function apiPacking<Route, Snapshot extends Frozen<Route>, Api extends DeployedApi<Route, Snapshot>>(
  routerOf: (routes: readonly Route[]) => Snapshot['router'],
): Packing<Api> {
  const packed = new WeakMap<Snapshot, object>();

  const packSnapshot = (snapshot: Snapshot): object => {
    const made = packed.get(snapshot) ?? { ...snapshot, router: snapshot.router.routes };
    packed.set(snapshot, made);
    return made;
  };

  const unpackSnapshot = (data: object): Snapshot => {
    const { router } = data as { readonly router: readonly Route[] };
    const snapshot = { ...data, router: routerOf(router) } as Snapshot;
    packed.set(snapshot, data);
    return snapshot;
  };

  return {
    pack: ({ server: _, ...api }): PackedApi => ({
      ...api,
      deployments: new Map([...api.deployments].map(([id, { facts }]) => [id, facts])),
    }),
    parts: ({ deployments }) => [...deployments].map(([id, { snapshot }]) => [id, packSnapshot(snapshot)]),
    unpack: (data, parts) => {
      const api = data as PackedApi;
      const deployments = [...api.deployments].map(([id, facts]) => {
        return [id, { facts, snapshot: unpackSnapshot(parts.get(id) as object) }] as const;
      });
      return { ...api, deployments: new Map(deployments) } as unknown as Api;
    },
  };
}
