import { badRequest } from './errors.ts';

/** A page as REST APIs' operations answer it. */
export interface PositionPage<T> {
  items: T[];
  position?: string;
}

/** A page as HTTP APIs' operations answer it. */
export interface TokenPage<T> {
  items: T[];
  nextToken?: string;
}

const MOST = 500;
const USUAL = 25;

/** One page of a list. @throws AwsError BadRequestException for a position that no page gave out, or a limit that is none */
export function pageByPosition<T>(
  list: Iterable<T>,
  { limit, position }: { readonly limit?: number; readonly position?: string },
): PositionPage<T> {
  const { items, next } = pageOf(list, limit, position);
  return { items, ...(next !== undefined && { position: next }) };
}

/** One page of a list. @throws AwsError BadRequestException for a token that no page gave out, or a size that is none */
export function pageByToken<T>(
  list: Iterable<T>,
  { maxResults, nextToken }: object & { readonly maxResults?: unknown; readonly nextToken?: string },
): TokenPage<T> {
  const { items, next } = pageOf(list, maxResults === undefined ? undefined : Number(maxResults), nextToken);
  return { items, ...(next !== undefined && { nextToken: next }) };
}

function pageOf<T>(
  list: Iterable<T>,
  limit = USUAL,
  from: string | undefined,
): { items: T[]; next: string | undefined } {
  if (limit < 1 || limit > MOST) throw badRequest(`Invalid limit: it must be from 1 to ${MOST}`);
  const all = [...list];
  const start = from === undefined ? 0 : Number(Buffer.from(from, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw badRequest('Invalid position');
  const end = start + limit;
  const next = end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: all.slice(start, end), next };
}
