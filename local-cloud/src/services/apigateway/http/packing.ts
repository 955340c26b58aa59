import type { Packing } from '../../../core/records/collection.ts';
import { Router } from './router.ts';
import type { HttpApi, Route, Snapshot, StoredDeployment } from './types.ts';

/** A snapshot as data: what its router was made of in the router's place. */
type PackedSnapshot = Omit<Snapshot, 'router'> & { readonly router: readonly Route[] };
type PackedApi = Omit<HttpApi, 'deployments' | 'server'> & {
  readonly deployments: ReadonlyMap<string, StoredDeployment['facts']>;
};

/** A snapshot never changes, so that it is packed, and written, once. */
const packed = new WeakMap<Snapshot, PackedSnapshot>();

function packSnapshot(snapshot: Snapshot): PackedSnapshot {
  const known = packed.get(snapshot);
  if (known) return known;
  const made = { ...snapshot, router: snapshot.router.routes };
  packed.set(snapshot, made);
  return made;
}

function unpackSnapshot(data: PackedSnapshot): Snapshot {
  const snapshot = { ...data, router: new Router(data.router) };
  packed.set(snapshot, data);
  return snapshot;
}

/** An API is kept apart from what its deployments froze, and without the server it has while the cloud runs. */
export const apiPacking: Packing<HttpApi> = {
  pack: ({ server: _, ...api }): PackedApi => ({
    ...api,
    deployments: new Map([...api.deployments].map(([id, { facts }]) => [id, facts])),
  }),
  parts: ({ deployments }) =>
    [...deployments].map(([id, { snapshot }]) => [id, packSnapshot(snapshot)] as const),
  unpack: (data, parts) => {
    const api = data as PackedApi;
    const deployments = [...api.deployments].map(([id, facts]): [string, StoredDeployment] => {
      return [id, { facts, snapshot: unpackSnapshot(parts.get(id) as PackedSnapshot) }];
    });
    return { ...api, deployments: new Map(deployments) };
  },
};
