import { validationError } from './errors.ts';

/**
 * One page of a list, and the token for the next. A token is the position in the list.
 *
 * @throws AwsError ValidationError for a token that was not made here
 */
export function page<T>(
  items: readonly T[],
  token: string | undefined,
  size = 100,
): { items: T[]; NextToken?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw validationError('NextToken is invalid');
  const next =
    start + size < items.length ? Buffer.from(String(start + size)).toString('base64url') : undefined;
  return { items: items.slice(start, start + size), NextToken: next };
}
