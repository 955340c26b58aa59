import { AwsError } from '../../core/aws-error.ts';
import { type Page, pageFrom } from '../../core/paging.ts';

/** One page of a list, with the members that every list's answer ends with. @throws AwsError ValidationError (400) */
export function pageOf<T>(
  all: readonly T[],
  { Marker, MaxItems = 100 }: { readonly Marker?: string; readonly MaxItems?: number },
): Pick<Page<T>, 'items'> & { readonly IsTruncated: boolean; readonly Marker: string | undefined } {
  const invalid = () => new AwsError('ValidationError', `Invalid Marker: ${Marker}`);
  const { items, next } = pageFrom(all, { token: Marker, size: MaxItems }, invalid);
  return { items, IsTruncated: next !== undefined, Marker: next };
}
