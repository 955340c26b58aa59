/** Bytes of a key that say which partition it is in. */
export const PARTITION_BYTES = 4;

const PARTITIONS = 2 ** 32;

/**
 * Where among all partitions a hash key is: four bytes that spread keys evenly and in no order, as DynamoDB's own do, so
 * that nobody comes to rely on one. An FNV-1a, its bits mixed once more.
 */
export function partitionOf(hashKey: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < hashKey.length; at += 1) {
    hash = Math.imul(hash ^ hashKey.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= hash >>> 13;
  return bytesOf(hash >>> 0);
}

/** The keys of one of `total` segments of a parallel scan. */
export function segmentRange(segment: number, total: number): { gte: string; lt?: string } {
  const start = (at: number) => bytesOf(Math.ceil((PARTITIONS / total) * at));
  return { gte: start(segment), lt: segment + 1 < total ? start(segment + 1) : undefined };
}

/** How many partitions a table on demand has from the start: 12,000 read units at up to 3,000 each. */
export const FIRST_PARTITIONS = 4;

/** In which of the first partitions a place is, or (`before`) the last place before it. */
export function firstPartitionOf(place: string, before = false): number {
  let number = 0;
  for (let at = 0; at < PARTITION_BYTES; at += 1) number = number * 256 + (place.charCodeAt(at) || 0);
  if (before && place.length <= PARTITION_BYTES) number -= 1;
  return Math.floor(number / (PARTITIONS / FIRST_PARTITIONS));
}

const bytesOf = (number: number): string =>
  String.fromCharCode(number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255);
