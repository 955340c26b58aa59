import { invalidParameter } from './errors.ts';
import type { StoredEvent } from './kept-events.ts';

/** What one answer with events may have: 1 MB. */
export const MAX_ANSWER_BYTES = 1_048_576;

export const sizeOf = ({ message }: StoredEvent): number => Buffer.byteLength(message) + 26;

/** One page of named things, in the order of their names; the token is the last one's, so that it holds whatever is added. */
export function pageOf<T extends { readonly name: string }>(
  sorted: readonly T[],
  { limit = 50, nextToken }: { readonly limit?: number; readonly nextToken?: string },
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const last = nextToken === undefined ? undefined : Buffer.from(nextToken, 'base64url').toString();
  const start = last === undefined ? 0 : sorted.findIndex(({ name }) => name === last) + 1;
  if (last !== undefined && start === 0) throw invalidToken();
  const items = sorted.slice(start, start + limit);
  const end = sorted.length > start + limit ? items.at(-1) : undefined;
  return { items, nextToken: end && Buffer.from(end.name).toString('base64url') };
}

export const invalidToken = () => invalidParameter('The specified nextToken is invalid.');
