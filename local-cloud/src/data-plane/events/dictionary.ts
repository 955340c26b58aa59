import type { Dictionary } from './types.ts';

/** An empty dictionary without a prototype, so that assigning `__proto__` or `constructor` makes a key. */
export function dictionary<T>(): Dictionary<T> {
  return Object.create(null) as Dictionary<T>;
}

/** Undefined, which JSON leaves out, in place of an empty dictionary. */
export function unlessEmpty<T>(values: Dictionary<T>): Dictionary<T> | undefined {
  return Object.keys(values).length > 0 ? values : undefined;
}
