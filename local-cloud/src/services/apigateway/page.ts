import { z } from 'zod';
import { checkInput } from '../../core/validation.ts';
import { badRequest } from './errors.ts';

const Input = z.looseObject({
  limit: z.coerce.number().int().min(1).max(500).default(25),
  position: z.string().optional(),
});

/** A page as it is on the wire, where the list is called `item`. */
export interface Page<T> {
  item: T[];
  position?: string;
}

/**
 * One page of a list.
 *
 * @throws AwsError BadRequestException for a position that no page gave out
 */
export function page<T>(items: Iterable<T>, input: unknown): Page<T> {
  const { limit, position } = checkInput(Input, input, 'BadRequestException');
  const all = [...items];
  const start = position === undefined ? 0 : Number(Buffer.from(position, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw badRequest('Invalid position');
  const end = start + limit;
  const item = all.slice(start, end);
  return end < all.length ? { item, position: Buffer.from(String(end)).toString('base64url') } : { item };
}
