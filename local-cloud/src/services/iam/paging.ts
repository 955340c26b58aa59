import { AwsError } from '../../core/aws-error.ts';

export interface Page<T> {
  readonly entries: T[];
  /** The members every list's answer ends with. */
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** One page of a list; the marker is the place of the next entry. @throws AwsError ValidationError (400) */
export function pageOf<T>(
  all: readonly T[],
  { Marker, MaxItems = 100 }: { readonly Marker?: string; readonly MaxItems?: number },
): Page<T> {
  const start = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError('ValidationError', `Invalid Marker: ${Marker}`);
  const end = start + MaxItems;
  const IsTruncated = end < all.length;
  const next = IsTruncated ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { entries: all.slice(start, end), rest: { IsTruncated, Marker: next } };
}
