import { type Page, pageFrom } from '../../core/paging.ts';
import { validationError } from './errors.ts';

/** One page of a list. @throws AwsError ValidationError for a token that no page gave out */
export function pageOf<T>(
  all: readonly T[],
  { NextToken }: { readonly NextToken?: string },
): Pick<Page<T>, 'items'> & { readonly NextToken: string | undefined } {
  const invalid = () => validationError('NextToken is invalid');
  const { items, next } = pageFrom(all, { token: NextToken, size: 100 }, invalid);
  return { items, NextToken: next };
}
