/** The ends of a B+-tree, in a row. */
export interface Leaf<V> {
  keys: string[];
  values: V[];
  next?: Leaf<V>;
  previous?: Leaf<V>;
}

/** `children[i]` has the keys below `keys[i]`, the last child the others. */
export interface Branch<V> {
  keys: string[];
  children: Node<V>[];
}

export type Node<V> = Leaf<V> | Branch<V>;

/** How many of the keys, which are in order, are below this one: its place, whether it is there or not. */
export function placeOf(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the keys are at or below this one. */
export function placeAfter(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
