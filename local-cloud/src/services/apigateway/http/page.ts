import { page as pageOf } from '../shared/page.ts';

/** What a list's input may have besides: `maxResults` and `nextToken`. */
type PageInput = object & { readonly maxResults?: unknown; readonly nextToken?: string };

/** A page as version 2 of the API has it on the wire. */
export interface Page<T> {
  items: T[];
  nextToken?: string;
}

/** One page of a list. @throws AwsError BadRequestException for a token that no page gave out */
export function page<T>(list: Iterable<T>, { maxResults, nextToken }: PageInput): Page<T> {
  const limit = maxResults === undefined ? undefined : Number(maxResults);
  const { items, position } = pageOf(list, { limit, position: nextToken });
  return { items, ...(position !== undefined && { nextToken: position }) };
}
