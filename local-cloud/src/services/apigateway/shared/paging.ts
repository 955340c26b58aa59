import { type Page, pageFrom } from '../../../core/paging.ts';
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
  const { items, next } = page(list, limit, position);
  return { items, ...(next !== undefined && { position: next }) };
}

/** One page of a list. @throws AwsError BadRequestException for a token that no page gave out, or a size that is none */
export function pageByToken<T>(
  list: Iterable<T>,
  { maxResults, nextToken }: object & { readonly maxResults?: unknown; readonly nextToken?: string },
): TokenPage<T> {
  const { items, next } = page(list, maxResults === undefined ? undefined : Number(maxResults), nextToken);
  return { items, ...(next !== undefined && { nextToken: next }) };
}

function page<T>(list: Iterable<T>, limit = USUAL, from: string | undefined): Page<T> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw badRequest(`Invalid limit: it must be from 1 to ${MOST}`);
  return pageFrom([...list], { token: from, size: limit }, () => badRequest('Invalid position'));
}
