import type { AwsError } from './aws-error.ts';

export interface Page<T> {
  readonly items: T[];
  /** What the next page is asked for by; undefined on the last. */
  readonly next: string | undefined;
}

/**
 * One page of a list. A token is the place where it begins; AWS's are opaque, too.
 *
 * @param invalid the error for a token that no page gave out
 */
export function pageFrom<T>(
  all: readonly T[],
  { token, size }: { readonly token: string | undefined; readonly size: number },
  invalid: () => AwsError,
): Page<T> {
  const text = token === undefined ? '0' : Buffer.from(token, 'base64url').toString();
  if (!/^\d{1,15}$/.test(text)) throw invalid();
  const [start, end] = [Number(text), Number(text) + size];
  const next = end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: all.slice(start, end), next };
}
