/** A tag as CloudFormation has it. */
export interface Tag {
  readonly Key: string;
  readonly Value?: unknown;
}

/** Tags as a resource type has them: a list, or a map of values by key. */
export type OwnTags = readonly Tag[] | Readonly<Record<string, unknown>>;

/**
 * The tags that a resource gets, by key: the stack's, CloudFormation's own among them, and those of its properties, which win.
 *
 * @param options.withoutAws leaves out those that begin with `aws:`, which some services take from nobody
 */
export function tagMap(
  stackTags: readonly Tag[],
  own: OwnTags = [],
  { withoutAws = false }: { withoutAws?: boolean } = {},
): Record<string, string> {
  const listed = Array.isArray(own)
    ? (own as readonly Tag[])
    : Object.entries(own).map(([Key, Value]): Tag => ({ Key, Value }));
  const all = [...stackTags, ...listed].filter(({ Key }) => !withoutAws || !Key.startsWith('aws:'));
  return Object.fromEntries(all.map(({ Key, Value }) => [Key, Value === undefined ? '' : String(Value)]));
}

/** The same as a list. */
export const tagList = (...about: Parameters<typeof tagMap>): { Key: string; Value: string }[] =>
  Object.entries(tagMap(...about)).map(([Key, Value]) => ({ Key, Value }));

/** The keys of tags that a resource has and shall have no more. */
export const goneTags = (current: Iterable<string>, wanted: Readonly<Record<string, string>>): string[] =>
  [...current].filter((key) => !Object.hasOwn(wanted, key));
