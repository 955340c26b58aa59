import { badRequest } from './errors.ts';

export interface Page<T> {
  items: T[];
  position?: string;
}

const MOST = 500;

/**
 * One page of a list.
 *
 * @throws AwsError BadRequestException for a position that no page gave out, or a limit that is none
 */
export function page<T>(
  items: Iterable<T>,
  { limit = 25, position }: { limit?: number; position?: string },
): Page<T> {
  if (limit < 1 || limit > MOST) throw badRequest(`Invalid limit: it must be from 1 to ${MOST}`);
  const all = [...items];
  const start = position === undefined ? 0 : Number(Buffer.from(position, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw badRequest('Invalid position');
  const end = start + limit;
  const shown = all.slice(start, end);
  return end < all.length
    ? { items: shown, position: Buffer.from(String(end)).toString('base64url') }
    : { items: shown };
}
