import * as z from 'zod/mini';
import { HttpError } from './http-error.ts';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 25;
const limitError = `limit is not an integer from 1 to ${MAX_LIMIT}`;

/** Digits only: what JavaScript reads as a number (`1e1`, ` 1`, `0x10`) is more than that. */
const limit = z.pipe(
  z.pipe(z.string(limitError).check(z.regex(/^[1-9]\d{0,2}$/, limitError)), z.transform(Number)),
  z.int(limitError).check(z.minimum(1, limitError), z.maximum(MAX_LIMIT, limitError)),
);

/** The query of a listing: how many items a page may have, and the token that the page before gave. */
export const pageQuery = z.object({
  limit: z._default(limit, DEFAULT_LIMIT),
  nextToken: z.optional(z.string('nextToken is given more than once')),
});

export type PageQuery = z.infer<typeof pageQuery>;

/** Reads the query of a listing. @throws HttpError 400 that says what is wrong. */
export function readPageQuery(query: unknown): PageQuery {
  const { data, error } = z.safeParse(pageQuery, query);
  if (error) throw new HttpError(400, error.issues[0]?.message ?? 'Query is invalid', { cause: error });
  return data;
}
