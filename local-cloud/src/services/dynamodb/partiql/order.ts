import { validation } from '../errors.ts';
import type { KeyNames } from '../expressions/types.ts';
import { byHash, type KeyRange } from './ranges.ts';
import type { SelectStatement } from './syntax.ts';

/** Refuses an order that a read by key doesn't come in. @throws AwsError ValidationException */
export function checkOrder(
  { orderBy, where }: SelectStatement,
  key: KeyNames,
  ranges: readonly KeyRange[] | undefined,
): void {
  if (orderBy.length === 0) return;
  if (!where) throw validation('Must have WHERE clause in the statement when using ORDER BY clause.');
  const names = [...key.hash, ...key.range].map(({ name }) => name);
  const stranger = orderBy.find(({ name }) => !names.includes(name));
  if (stranger) {
    throw validation(
      `Variable reference ${stranger.name} in ORDER BY clause must be part of the primary key`,
    );
  }
  if (!ranges) {
    throw validation(
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    );
  }
  if (ranges.length > 1 && !orderBy.some(({ name }) => isHash(key, name))) {
    throw validation(
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    );
  }
}

/** The ranges in the order asked for, and whether each is read backwards. */
export function ordered(
  { orderBy }: SelectStatement,
  key: KeyNames,
  ranges: readonly KeyRange[] | undefined,
): { ranges: readonly KeyRange[] | undefined; reverse: boolean } {
  const byRange = orderBy.find(({ name }) => !isHash(key, name));
  const reverse = byRange?.descending ?? false;
  const hash = orderBy.find(({ name }) => isHash(key, name));
  if (!hash || !ranges) return { ranges, reverse };
  const sorted = ranges.toSorted(byHash);
  return { ranges: hash.descending ? sorted.reverse() : sorted, reverse };
}

const isHash = (key: KeyNames, name: string): boolean => key.hash.some((each) => each.name === name);
