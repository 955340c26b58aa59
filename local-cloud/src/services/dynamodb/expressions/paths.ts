import { type AttributeValue, attribute, type Item, setAttribute } from '../values/index.ts';
import { problem, type Scope, showPath } from './bind.ts';
import { member } from './evaluate.ts';
import type { Path } from './types.ts';

/** Paths that don't overlap, by their steps; `T` is what belongs to a path's end. */
export class PathTree<T> {
  /** The first path that came this way, for errors. */
  readonly path: Path;
  leaf: T | undefined;
  names: Map<string, PathTree<T>> | undefined;
  indexes: Map<number, PathTree<T>> | undefined;

  constructor(path: Path) {
    this.path = path;
  }

  get isEnd(): boolean {
    return this.names === undefined && this.indexes === undefined;
  }
}

/** @throws AwsError where two paths overlap, or take one value for a list and for a map */
export function treeOf<T>(leaves: readonly { path: Path; leaf: T }[], scope: Scope): PathTree<T> {
  const root = new PathTree<T>([''] as const);
  let conflict: Error | undefined;
  for (const { path, leaf } of leaves) {
    let node = root;
    for (const [position, step] of path.entries()) {
      const taken = typeof step === 'number' ? node.names : node.indexes;
      if (taken && !conflict) conflict = clash('conflict', taken.values().next().value!.path, path, scope);
      node = child(node, step, path);
      const last = position === path.length - 1;
      if (node.leaf !== undefined || (last && !node.isEnd)) throw clash('overlap', node.path, path, scope);
      if (last) node.leaf = leaf;
    }
  }
  if (conflict) throw conflict;
  return root;
}

function child<T>(node: PathTree<T>, step: string | number, path: Path): PathTree<T> {
  if (typeof step === 'number') {
    node.indexes ??= new Map();
    return entry(node.indexes, step, path);
  }
  node.names ??= new Map();
  return entry(node.names, step, path);
}

function entry<K, T>(children: Map<K, PathTree<T>>, step: K, path: Path): PathTree<T> {
  let node = children.get(step);
  if (!node) {
    node = new PathTree<T>(path);
    children.set(step, node);
  }
  return node;
}

const clash = (how: 'overlap' | 'conflict', one: Path, two: Path, scope: Scope) =>
  problem(
    scope,
    `Two document paths ${how} with each other; must remove or rewrite one of these paths; ` +
      `path one: ${showPath(one)}, path two: ${showPath(two)}`,
  );

/** Only what the paths lead to, in the maps and lists it is in; list elements move together. */
export function projectItem(item: Item, tree: PathTree<unknown>): Item {
  const projected: Item = {};
  for (const [name, node] of tree.names ?? []) {
    const value = attribute(item, name);
    const part = value === undefined ? undefined : projectValue(value, node);
    if (part !== undefined) setAttribute(projected, name, part);
  }
  return projected;
}

function projectValue(value: AttributeValue, node: PathTree<unknown>): AttributeValue | undefined {
  if (node.isEnd) return value;
  if (node.names) {
    if (!('M' in value)) return undefined;
    const members = projectItem(value.M, node);
    return Object.keys(members).length > 0 ? { M: members } : undefined;
  }
  const elements = [...node.indexes!.keys()]
    .sort((a, b) => a - b)
    .map((index) => {
      const element = member(value, index);
      return element === undefined ? undefined : projectValue(element, node.indexes!.get(index)!);
    })
    .filter((element) => element !== undefined);
  return elements.length > 0 ? { L: elements } : undefined;
}
