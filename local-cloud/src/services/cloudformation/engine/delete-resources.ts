import type { ResourceState } from '../../../resources/resource-type.ts';
import { type Graph, reversed } from '../template/dependencies.ts';
import type { Doomed, StackResource } from '../types.ts';
import { subgraph, type WalkResult, walk } from './graph-run.ts';
import type { StackOperation } from './operation.ts';
import { deleteResource } from './resource-operations.ts';

/**
 * Deletes physical resources, each before those it refers to. A failure keeps only what the failed resource needs.
 *
 * @param graph what needs what, as it was when the resources were made; resources it does not know go at once
 */
export function deleteResources(
  operation: StackOperation,
  doomed: readonly Doomed[],
  graph: Graph,
  signal?: AbortSignal,
): Promise<WalkResult> {
  const byId = new Map<string, Doomed[]>();
  for (const one of doomed) {
    const { logicalId } = one.resource;
    byId.set(logicalId, [...(byId.get(logicalId) ?? []), one]);
  }
  const order = subgraph(reversed(graph), new Set(byId.keys()));
  return walk(
    order,
    async (logicalId) => {
      for (const { resource, ...options } of byId.get(logicalId)!) {
        await deleteResource(operation, resource, options);
      }
    },
    { keepGoing: true, signal },
  );
}

/** What a policy comes to when a resource leaves its stack in the ordinary way. */
export const deletionPolicyOf = ({ deletionPolicy }: StackResource): string =>
  deletionPolicy === 'Delete' ? 'Delete' : 'Retain';

/** A resource that has a physical one. */
export const isThere = (resource: StackResource): resource is StackResource & { state: ResourceState } =>
  resource.state !== undefined;
