import { type AttributeValue, attribute, checkDepth, type Item, setAttribute } from '../values/index.ts';
import { invalidPath } from './errors.ts';
import type { PathTree } from './paths.ts';

/** What an update does where a path ends. `check` tells what is wrong with its operands whatever the item. */
export type Action = { readonly creates: boolean; readonly check?: () => void } & (
  | { readonly kind: 'set'; readonly read: (item: Item) => AttributeValue }
  | { readonly kind: 'remove' }
  | {
      readonly kind: 'change';
      readonly change: (value: AttributeValue | undefined) => AttributeValue | undefined;
    }
);

type Tree = PathTree<Action>;

/**
 * Carries all actions out at once on a copy: whatever is read, and every list index, is of the item as it was. Parts that
 * no path leads to are shared with the item.
 *
 * @throws AwsError ValidationException where a path or a type doesn't fit the item
 */
export const applyTree = (item: Item, tree: Tree): Item => applyToMap(item, tree, item, 0);

function applyToMap(members: Item, tree: Tree, item: Item, depth: number): Item {
  const updated = { ...members };
  for (const [name, node] of tree.names ?? []) {
    const value = applyTo(attribute(members, name), node, item, depth);
    if (value === undefined) delete updated[name];
    else setAttribute(updated, name, value);
  }
  return updated;
}

/** Elements that are set behind the end come after it in the order of their indexes, without a gap. */
function applyToList(
  elements: readonly AttributeValue[],
  tree: Tree,
  item: Item,
  depth: number,
): AttributeValue[] {
  const indexes = [...tree.indexes!.keys()].sort((a, b) => a - b);
  const results: (AttributeValue | undefined)[] = elements.slice();
  for (const index of indexes) {
    const value = applyTo(elements[index], tree.indexes!.get(index)!, item, depth);
    if (index < elements.length) results[index] = value;
    else results.push(value);
  }
  return results.filter((element) => element !== undefined);
}

/** The value a path leads to, as the update leaves it; undefined where it leaves none. */
function applyTo(
  value: AttributeValue | undefined,
  node: Tree,
  item: Item,
  depth: number,
): AttributeValue | undefined {
  if (node.leaf) return act(node.leaf, value, item, depth);
  if (node.names && value && 'M' in value) return { M: applyToMap(value.M, node, item, depth + 1) };
  if (node.indexes && value && 'L' in value) return { L: applyToList(value.L, node, item, depth + 1) };
  throw invalidPath();
}

function act(
  action: Action,
  value: AttributeValue | undefined,
  item: Item,
  depth: number,
): AttributeValue | undefined {
  switch (action.kind) {
    case 'set': {
      const set = action.read(item);
      if (depth > 0) checkDepth(set, depth);
      return set;
    }
    case 'remove':
      return undefined;
    default:
      return action.change(value);
  }
}
