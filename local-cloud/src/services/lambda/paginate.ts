import { invalidParameter } from './errors.ts';

/**
 * A page of a list. The marker is the position the next page begins at; AWS's are opaque, too.
 *
 * @param limit the page size where the request names none: also the largest one
 */
export function paginate<T>(
  items: readonly T[],
  { Marker, MaxItems }: { Marker?: string; MaxItems?: number },
  limit = 50,
): { page: T[]; NextMarker?: string } {
  const start = Marker === undefined ? 0 : decode(Marker);
  const end = start + Math.min(MaxItems ?? limit, limit);
  return { page: items.slice(start, end), NextMarker: end < items.length ? encode(end) : undefined };
}

const encode = (position: number): string => Buffer.from(`at:${position}`).toString('base64url');

function decode(marker: string): number {
  const position = /^at:(\d+)$/.exec(Buffer.from(marker, 'base64url').toString('utf8'))?.[1];
  if (position === undefined) throw invalidParameter('Invalid Marker');
  return Number(position);
}
