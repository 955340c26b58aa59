import { Cursor, type RangeOptions } from './cursor.ts';
import { type Branch, type Leaf, type Node, placeAfter, placeOf } from './tree.ts';

/** Entries a leaf, and children a branch, hold at most. */
const FANOUT = 64;
/** Neighbours are joined where both fit into one with room to spare, so that a tree that shrinks is not mostly empty. */
const JOINED = FANOUT / 2;

/**
 * A map in the order of its keys, which compare by their char codes: a B+-tree. Reads and writes take the logarithm of
 * its size; a cursor goes on where it was when the map changes meanwhile.
 */
export class OrderedMap<V> {
  #root: Node<V> = { keys: [], values: [] };
  #size = 0;
  /** Goes up with every change of structure, so that a cursor knows when to look for its place again. */
  version = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): V | undefined {
    const leaf = this.leafOf(key);
    const at = placeOf(leaf.keys, key);
    return leaf.keys[at] === key ? leaf.values[at] : undefined;
  }

  /** @returns what was there before */
  set(key: string, value: V): V | undefined {
    const path: Branch<V>[] = [];
    const leaf = this.#descend(key, path);
    const at = placeOf(leaf.keys, key);
    if (leaf.keys[at] === key) {
      const before = leaf.values[at];
      leaf.values[at] = value;
      return before;
    }
    this.version += 1;
    this.#size += 1;
    insertAt(leaf.keys, at, key);
    insertAt(leaf.values, at, value);
    if (leaf.keys.length > FANOUT) this.#split(leaf, path, at);
    return undefined;
  }

  /** @returns what was there before */
  delete(key: string): V | undefined {
    const path: Branch<V>[] = [];
    const leaf = this.#descend(key, path);
    const at = placeOf(leaf.keys, key);
    if (leaf.keys[at] !== key) return undefined;
    const before = leaf.values[at];
    this.version += 1;
    this.#size -= 1;
    leaf.keys.splice(at, 1);
    leaf.values.splice(at, 1);
    this.#shrink(leaf, path, key);
    return before;
  }

  clear(): void {
    this.#root = { keys: [], values: [] };
    this.#size = 0;
    this.version += 1;
  }

  range(options: RangeOptions = {}): Cursor<V> {
    return new Cursor(this, options);
  }

  /** The leaf that has the key, or would. */
  leafOf(key: string): Leaf<V> {
    let node = this.#root;
    while ('children' in node) node = node.children[placeAfter(node.keys, key)]!;
    return node;
  }

  lastLeaf(): Leaf<V> {
    let node = this.#root;
    while ('children' in node) node = node.children[node.children.length - 1]!;
    return node;
  }

  #descend(key: string, path: Branch<V>[]): Leaf<V> {
    let node = this.#root;
    while ('children' in node) {
      path.push(node);
      node = node.children[placeAfter(node.keys, key)]!;
    }
    return node;
  }

  #split(leaf: Leaf<V>, path: Branch<V>[], insertedAt: number): void {
    // Keys that come in order leave full leaves behind, not halves.
    const ascending = insertedAt === leaf.keys.length - 1 && leaf.next === undefined;
    const middle = ascending ? leaf.keys.length - 1 : leaf.keys.length >> 1;
    const right: Leaf<V> = {
      keys: leaf.keys.slice(middle),
      values: leaf.values.slice(middle),
      next: leaf.next,
      previous: leaf,
    };
    leaf.keys = leaf.keys.slice(0, middle);
    leaf.values = leaf.values.slice(0, middle);
    if (leaf.next) leaf.next.previous = right;
    leaf.next = right;
    this.#addChild(path, right.keys[0]!, leaf, right);
  }

  #addChild(path: Branch<V>[], separator: string, left: Node<V>, right: Node<V>): void {
    const parent = path.pop();
    if (!parent) {
      this.#root = { keys: [separator], children: [left, right] };
      return;
    }
    const at = placeAfter(parent.keys, separator);
    insertAt(parent.keys, at, separator);
    insertAt(parent.children, at + 1, right);
    if (parent.children.length <= FANOUT) return;
    const middle = parent.keys.length >> 1;
    const up = parent.keys[middle]!;
    const sibling: Branch<V> = {
      keys: parent.keys.slice(middle + 1),
      children: parent.children.slice(middle + 1),
    };
    parent.keys = parent.keys.slice(0, middle);
    parent.children = parent.children.slice(0, middle + 1);
    this.#addChild(path, up, parent, sibling);
  }

  /** Joins a leaf that has become small with its right neighbour under the same branch, and drops empty branches. */
  #shrink(leaf: Leaf<V>, path: Branch<V>[], key: string): void {
    const parent = path.at(-1);
    if (!parent || leaf.keys.length > JOINED / 2) return;
    const at = placeAfter(parent.keys, key);
    const left = at + 1 < parent.children.length ? at : at - 1;
    if (left < 0) return;
    const [into, from] = [parent.children[left] as Leaf<V>, parent.children[left + 1] as Leaf<V>];
    if (into.keys.length + from.keys.length > JOINED) return;
    into.keys = into.keys.concat(from.keys);
    into.values = into.values.concat(from.values);
    into.next = from.next;
    if (from.next) from.next.previous = into;
    parent.keys.splice(left, 1);
    parent.children.splice(left + 1, 1);
    while ('children' in this.#root && this.#root.children.length === 1) this.#root = this.#root.children[0]!;
  }
}

function insertAt<T>(list: T[], at: number, value: T): void {
  if (at === list.length) list.push(value);
  else list.splice(at, 0, value);
}
