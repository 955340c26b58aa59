import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../shared/errors.ts';

interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  /** What to set; undefined for a removal. */
  readonly value: string | undefined;
  /** What came with a removal, too: some name there what to remove. */
  readonly given: string;
  /** The segments of the path where the rule has `*`, decoded. */
  readonly names: readonly string[];
}

export type PatchRule<T> = (target: T, change: Change) => void;

/** What can be patched, by path; a `*` stands for any one segment. */
export type PatchRules<T> = Readonly<Record<string, PatchRule<T>>>;

/**
 * Applies an update's patch operations to what it updates: all of them, or, where one names a path that can't be
 * patched, none.
 *
 * @param unknown what is said of a path that can't be patched
 * @see https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 * @throws AwsError BadRequestException
 */
export function applyPatches<T>(
  target: T,
  { patchOperations = [] }: { patchOperations?: PatchOperation[] },
  rules: PatchRules<T>,
  unknown: (path: string, op: string | undefined) => string = (path, op) =>
    `Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${Object.keys(rules).join(', ')}]`,
): void {
  const changes = patchOperations.map(({ op, path = '', value }) => {
    const segments = path.split('/').slice(1).map(unescapePointer);
    const found = Object.entries(rules).find(([template]) => fits(template, segments));
    if (!found || op === undefined || op === 'move' || op === 'copy' || op === 'test') {
      throw badRequest(unknown(path, op));
    }
    const [template, rule] = found;
    const parts = template.split('/').slice(1);
    const names = segments.filter((_, index) => parts[index] === '*');
    const given = value ?? '';
    return () => rule(target, { op, value: op === 'remove' ? undefined : given, given, names });
  });
  for (const change of changes) change();
}

function fits(template: string, segments: readonly string[]): boolean {
  const parts = template.split('/').slice(1);
  return (
    parts.length === segments.length && parts.every((part, index) => part === '*' || part === segments[index])
  );
}

/** JSON pointers write `/` as `~1` and `~` as `~0`. */
const unescapePointer = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~');

type Fields<T, V> = { [K in keyof T]-?: V extends T[K] ? K : never }[keyof T];

export const text =
  <T>(field: Fields<T, string | undefined>): PatchRule<T> =>
  (target, { value }) => {
    Object.assign(target as object, { [field]: value });
  };

export const flag =
  <T>(field: Fields<T, boolean | undefined>): PatchRule<T> =>
  (target, { value }) => {
    Object.assign(target as object, { [field]: value === 'true' });
  };

export const number =
  <T>(field: Fields<T, number | undefined>): PatchRule<T> =>
  (target, { value }) => {
    Object.assign(target as object, { [field]: value === undefined ? undefined : Number(value) });
  };

/** One entry of a map: the last name in the path. */
export const entry =
  <T>(field: keyof T, convert: (value: string) => unknown = String): PatchRule<T> =>
  (target, { names, value }) => {
    const name = names.at(-1) ?? '';
    const entries = Object.entries((target[field] ?? {}) as object).filter(([key]) => key !== name);
    if (value !== undefined) entries.push([name, convert(value)]);
    Object.assign(target as object, { [field]: Object.fromEntries(entries) });
  };

/** One member of a list of texts, named in the path. */
export const member =
  <T>(field: keyof T): PatchRule<T> =>
  (target, { op, names, value }) => {
    const name = names.at(-1) ?? '';
    const rest = ((target[field] ?? []) as string[]).filter((each) => each !== name);
    const added = op === 'remove' ? [] : [op === 'replace' && value ? value : name];
    Object.assign(target as object, { [field]: [...rest, ...added] });
  };
