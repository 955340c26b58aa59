import { type Page, pageFrom } from '../../core/paging.ts';
import { invalidParameter } from './errors.ts';

/** The page size where a request names none: also the largest one. */
const MOST = 50;

/** One page of a list. @throws AwsError InvalidParameterValueException for a marker that no page gave out */
export function pageOf<T>(
  all: readonly T[],
  { Marker, MaxItems = MOST }: { readonly Marker?: string; readonly MaxItems?: number },
): Pick<Page<T>, 'items'> & { readonly NextMarker: string | undefined } {
  const invalid = () => invalidParameter('Invalid Marker');
  const { items, next } = pageFrom(all, { token: Marker, size: Math.min(MaxItems, MOST) }, invalid);
  return { items, NextMarker: next };
}
