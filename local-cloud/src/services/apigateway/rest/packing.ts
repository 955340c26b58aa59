import type { Packing } from '../../../core/records/collection.ts';
import { type Route, Router } from './router.ts';
import type { Api, Snapshot, SnapshotResource, StoredDeployment } from './types.ts';

/** A snapshot as data: what its router was made of in the router's place. */
type PackedSnapshot = Omit<Snapshot, 'router'> & { readonly router: readonly Route<SnapshotResource>[] };
type PackedApi = Omit<Api, 'deployments'> & {
  readonly deployments: ReadonlyMap<string, Omit<StoredDeployment, 'snapshot'>>;
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

/** An API is kept apart from what its deployments froze. */
export const apiPacking: Packing<Api> = {
  pack: (api): PackedApi => ({
    ...api,
    deployments: new Map(
      [...api.deployments].map(([id, { snapshot: _, ...deployment }]) => [id, deployment]),
    ),
  }),
  parts: ({ deployments }) =>
    [...deployments].map(([id, { snapshot }]) => [id, packSnapshot(snapshot)] as const),
  unpack: (data, parts) => {
    const api = data as PackedApi;
    const deployments = [...api.deployments].map(([id, deployment]): [string, StoredDeployment] => {
      const snapshot = unpackSnapshot(parts.get(id) as PackedSnapshot);
      return [id, { ...deployment, snapshot } as StoredDeployment];
    });
    return { ...api, deployments: new Map(deployments) };
  },
};
