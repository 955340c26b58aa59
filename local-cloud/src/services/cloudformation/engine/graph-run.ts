import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Graph } from '../template/dependencies.ts';

/** How a walk through a graph went. Nodes in neither set were done. */
export interface WalkResult {
  /** In the order in which they failed. */
  readonly failed: ReadonlyMap<string, unknown>;
  /** Not begun, because something they need failed or the walk was stopped. */
  readonly skipped: ReadonlySet<string>;
}

/**
 * Does the work of every node as soon as the nodes it needs are done; independent nodes run at the same time.
 *
 * @param options.keepGoing whether a failure stops only what needs the failed node, instead of everything not yet begun
 * @param options.signal stops everything not yet begun
 */
export async function walk(
  graph: Graph,
  work: (node: string) => Promise<void>,
  options: { keepGoing?: boolean; signal?: AbortSignal } = {},
): Promise<WalkResult> {
  const failed = new Map<string, unknown>();
  const skipped = new Set<string>();
  const visits = new Map<string, Promise<boolean>>();
  const stopped = () => options.signal?.aborted || (!options.keepGoing && failed.size > 0);

  async function run(node: string): Promise<boolean> {
    const needed = await Promise.all([...(graph.get(node) ?? [])].map(visit));
    // Most resources are made without any waiting; requests must get their turn all the same.
    await nextTurn();
    if (needed.includes(false) || stopped()) {
      skipped.add(node);
      return false;
    }
    try {
      await work(node);
      return true;
    } catch (error) {
      failed.set(node, error);
      return false;
    }
  }

  function visit(node: string): Promise<boolean> {
    let visiting = visits.get(node);
    if (!visiting) {
      visiting = run(node);
      visits.set(node, visiting);
    }
    return visiting;
  }

  await Promise.all([...graph.keys()].map(visit));
  return { failed, skipped };
}

/** The part of a graph that has only the given nodes; what lies between them keeps its order. */
export function subgraph(graph: Graph, nodes: ReadonlySet<string>): Graph {
  const result = new Map<string, Set<string>>();
  for (const node of nodes) {
    const needed = new Set<string>();
    const seen = new Set<string>();
    const follow = (from: string): void => {
      for (const next of graph.get(from) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        if (nodes.has(next)) needed.add(next);
        else follow(next);
      }
    };
    follow(node);
    result.set(node, needed);
  }
  return result;
}
