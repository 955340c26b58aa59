import { modelError, validation } from '../errors.ts';

/** An iterator is good for a quarter of an hour. */
const VALID_MS = 15 * 60 * 1000;

/** A place in a shard. */
export interface ShardPosition {
  readonly arn: string;
  readonly shardId: string;
  /** The record at or after this sequence number is next. */
  readonly from: string;
}

/** The position as GetShardIterator answers it: to be used as it is, within 15 minutes. */
export function writeIterator({ arn, shardId, from }: ShardPosition, now: number): string {
  return `${arn}|1|${Buffer.from(JSON.stringify([shardId, from, now])).toString('base64')}`;
}

/** @throws AwsError ValidationException, ExpiredIteratorException */
export function readIterator(text: string, now: number): ShardPosition {
  const [arn, , data] = text.split('|');
  const fields = parse(data ?? '');
  if (!arn || !fields) throw validation('Invalid ShardIterator');
  const [shardId, from, since] = fields;
  if (now - since > VALID_MS) {
    throw modelError('ExpiredIteratorException', 'Shard Iterator has expired');
  }
  return { arn, shardId, from };
}

function parse(data: string): [string, string, number] | undefined {
  try {
    const fields: unknown = JSON.parse(Buffer.from(data, 'base64').toString());
    if (!Array.isArray(fields)) return undefined;
    const [shardId, from, since] = fields as unknown[];
    const fits = typeof shardId === 'string' && typeof from === 'string' && typeof since === 'number';
    return fits ? [shardId, from, since] : undefined;
  } catch {
    return undefined;
  }
}
