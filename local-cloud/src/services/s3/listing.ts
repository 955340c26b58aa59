import { invalidArgument } from './errors.ts';

const MAX_KEYS = 1000;

/** One page of a listing: keys and common prefixes, in order. */
export interface ListingPage {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  readonly isTruncated: boolean;
  /** The last key or common prefix on the page: where the next one goes on. */
  readonly last: string | undefined;
}

/**
 * Lists sorted keys after `after`, rolling up those that have the delimiter after the prefix. A roll-up counts as one.
 *
 * @param sorted in UTF-8 order
 * @param compare that order
 */
export function listKeys(
  sorted: readonly string[],
  compare: (a: string, b: string) => number,
  options: { prefix: string; delimiter: string; after: string; maxKeys: number },
): ListingPage {
  const { prefix, delimiter, after, maxKeys } = options;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  if (maxKeys === 0) return { keys, commonPrefixes, isTruncated: false, last };
  for (let i = startIndex(sorted, compare, prefix, after); i < sorted.length; i += 1) {
    const key = sorted[i]!;
    if (!key.startsWith(prefix)) break;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
    // A page that ended with a roll-up, or a request to start after one, is past everything in it.
    if (common !== undefined && (after.startsWith(common) || common === commonPrefixes.at(-1))) continue;
    if (keys.length + commonPrefixes.length === maxKeys) {
      return { keys, commonPrefixes, isTruncated: true, last };
    }
    if (common === undefined) keys.push(key);
    else commonPrefixes.push(common);
    last = common ?? key;
  }
  return { keys, commonPrefixes, isTruncated: false, last };
}

/** The first key after `after` and not before `prefix`. */
function startIndex(
  sorted: readonly string[],
  compare: (a: string, b: string) => number,
  prefix: string,
  after: string,
): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const key = sorted[middle]!;
    if (compare(key, prefix) < 0 || (after !== '' && compare(key, after) <= 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many entries a page has: what is asked for, and never more than a thousand. */
export const pageSize = (asked: number = MAX_KEYS): number => Math.min(asked, MAX_KEYS);

/**
 * A page of parts after a marker, and what is told of the page.
 *
 * @param sorted by number
 */
export function partsPage<Part extends { readonly partNumber: number }>(
  sorted: readonly Part[],
  { PartNumberMarker, MaxParts }: { readonly PartNumberMarker?: string; readonly MaxParts?: number },
) {
  const marker = Number(PartNumberMarker ?? 0);
  const limit = pageSize(MaxParts);
  const rest = sorted.filter(({ partNumber }) => partNumber > marker);
  const page = rest.slice(0, limit);
  const told = {
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.partNumber ?? 0),
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
  };
  return { page, told };
}

/**
 * How names are written in the answer: as they are, or percent-encoded where the request asks for that because XML 1.0
 * can't hold every key.
 */
export const nameEncoder =
  (encoding: 'url' | undefined) =>
  (name: string): string =>
    encoding === undefined ? name : formEncode(name).replaceAll('%2F', '/');

/** Like an HTML form: space is a plus, all but letters, digits and `*-._` are percent-encoded. */
const formEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

export const encodeToken = (name: string): string => Buffer.from(name).toString('base64url');

/** @throws AwsError InvalidArgument (400) */
export function decodeToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (token === '' || encodeToken(name) !== token) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token');
  }
  return name;
}
