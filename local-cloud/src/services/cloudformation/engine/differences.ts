import { isObject, type Json, sameJson } from '../../../resources/json.ts';

/** One place at which two values differ. */
export interface Difference {
  /** Names of members and positions in lists, from the outside in. */
  readonly path: readonly string[];
  readonly kind: 'Add' | 'Remove' | 'Modify';
  readonly before?: Json;
  readonly after?: Json;
}

/** Where two values differ, as deep as both have the same form. */
export function differences(before: Json | undefined, after: Json | undefined): Difference[] {
  if (sameJson(before, after)) return [];
  if (before === undefined) return [{ path: [], kind: 'Add', after }];
  if (after === undefined) return [{ path: [], kind: 'Remove', before }];
  const bothLists = Array.isArray(before) && Array.isArray(after);
  if (!bothLists && !(isObject(before) && isObject(after))) {
    return [{ path: [], kind: 'Modify', before, after }];
  }
  const [old, now] = [Object.entries(before), Object.entries(after)].map(
    (entries) => new Map<string, Json>(entries),
  ) as [Map<string, Json>, Map<string, Json>];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    differences(old.get(key), now.get(key)).map((found) => ({ ...found, path: [key, ...found.path] })),
  );
}
