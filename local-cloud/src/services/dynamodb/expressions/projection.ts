import { attribute, type Item, setAttribute } from '../values/index.ts';
import { bindPath, checkReserved, type Scope } from './bind.ts';
import { projectItem, treeOf } from './paths.ts';
import type { PathNode } from './syntax.ts';
import type { Path, Projection } from './types.ts';

/** @throws AwsError ValidationException */
export function bindProjection(nodes: readonly PathNode[], scope: Scope): Projection {
  for (const node of nodes) checkReserved(node, scope);
  return projectionOf(
    nodes.map((node) => bindPath(node, scope)),
    scope,
  );
}

/** @throws AwsError where paths overlap */
export function projectionOf(paths: readonly Path[], scope: Scope): Projection {
  const tree = treeOf(
    paths.map((path) => ({ path, leaf: true })),
    scope,
  );
  if (paths.every((path) => path.length === 1)) return topLevel(paths);
  return { paths, project: (item) => projectItem(item, tree) };
}

/** The common case: whole attributes. */
function topLevel(paths: readonly Path[]): Projection {
  const names = paths.map(([name]) => name);
  return {
    paths,
    project(item) {
      const projected: Item = {};
      for (const name of names) {
        const value = attribute(item, name);
        if (value !== undefined) setAttribute(projected, name, value);
      }
      return projected;
    },
  };
}
