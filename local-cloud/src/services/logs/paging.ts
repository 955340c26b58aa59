import { invalidParameter } from './errors.ts';

/** One page of named things, and the token of the next. Names are in order. */
export function pageByName<T>(
  sorted: readonly T[],
  nameOf: (entry: T) => string,
  { limit = 50, nextToken }: { limit?: number; nextToken?: string },
): { page: readonly T[]; nextToken?: string } {
  const last = nextToken === undefined ? undefined : decode(nextToken);
  const start = last === undefined ? 0 : sorted.findIndex((entry) => nameOf(entry) === last) + 1;
  if (last !== undefined && start === 0) throw invalidToken();
  const page = sorted.slice(start, start + limit);
  const more = sorted.length > start + limit && page.length > 0;
  return { page, nextToken: more ? Buffer.from(nameOf(page.at(-1)!)).toString('base64url') : undefined };
}

export const invalidToken = () => invalidParameter('The specified nextToken is invalid.');

const decode = (token: string): string => Buffer.from(token, 'base64url').toString();
