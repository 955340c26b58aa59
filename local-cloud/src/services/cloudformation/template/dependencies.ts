import { validationError } from '../errors.ts';
import { references } from './references.ts';
import type { ResourceDeclaration } from './template.ts';

/** What each node needs first. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Which resource needs which: those it names in DependsOn and those its properties refer to.
 *
 * @throws AwsError ValidationError "Circular dependency between resources: [A, B]"
 */
export function dependencyGraph(
  resources: ReadonlyMap<string, ResourceDeclaration>,
  conditions: ReadonlyMap<string, boolean>,
): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [logicalId, { properties, dependsOn }] of resources) {
    const needed = new Set(dependsOn.filter((name) => resources.has(name)));
    for (const { name } of references(properties, conditions)) {
      if (resources.has(name)) needed.add(name);
    }
    graph.set(logicalId, needed);
  }
  const circle = circular(graph);
  if (circle.length > 0) {
    throw validationError(`Circular dependency between resources: [${circle.join(', ')}]`);
  }
  return graph;
}

/** The same graph with its edges turned round: for deleting, dependents go first. */
export function reversed(graph: Graph): Graph {
  const result = new Map<string, Set<string>>([...graph.keys()].map((node) => [node, new Set()]));
  for (const [node, needed] of graph) {
    for (const other of needed) result.get(other)?.add(node);
  }
  return result;
}

/** The nodes that are left when everything that starts or ends a path is taken away, again and again. */
function circular(graph: Graph): string[] {
  const left = new Set(graph.keys());
  const peel = (edges: Graph): boolean => {
    const free = [...left].filter((node) => ![...(edges.get(node) ?? [])].some((other) => left.has(other)));
    for (const node of free) left.delete(node);
    return free.length > 0;
  };
  const back = reversed(graph);
  while (peel(graph) || peel(back)) {
    // Each round takes away at least one node.
  }
  return [...left];
}

/** All nodes, each after those it needs. */
export function inOrder(graph: Graph): string[] {
  const done = new Set<string>();
  const visit = (node: string): void => {
    if (done.has(node)) return;
    for (const needed of graph.get(node) ?? []) visit(needed);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return [...done];
}
