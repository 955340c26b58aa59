import { hex } from '../../../core/ids.ts';
import type { Space, Write } from '../../../core/store/store.ts';
import type { Change } from '../items/change.ts';
import type { StreamRecord } from '../tables/record.ts';
import { recordBytes } from './stream-record.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Records are kept for a day. */
export const RETENTION_MS = 24 * HOUR_MS;

/** A shard takes records for about four hours, then another goes on where it ends. */
const SHARD_MS = 4 * HOUR_MS;

/** Digits of a sequence number: those of a stream compare as text. */
const SEQUENCE_DIGITS = 21;

/** A piece of a stream in the order of time; the newest one is open while the stream is on. */
export interface Shard {
  readonly id: string;
  readonly parentId?: string;
  readonly startedAt: number;
  readonly first: string;
  /** The last sequence number of a shard that takes no more records. */
  last?: string;
}

/** A table's changes, in their order, for a day: shards of records in a space of the store. */
export class StreamLog {
  readonly stream: StreamRecord;
  readonly records: Space;
  readonly #region: string;
  #sequence = 0;
  #shards: Shard[] = [];

  constructor(stream: StreamRecord, records: Space, region: string, now: number) {
    this.stream = stream;
    this.records = records;
    this.#region = region;
    const cursor = records.range({ reverse: true });
    if (cursor.next()) this.#sequence = Number(cursor.key);
    const start = records.range();
    const startedAt = start.next() ? timeOf(start.value) : now;
    const first = start.key === '' ? this.#number(this.#sequence + 1) : start.key;
    this.#shards.push({ id: shardId(startedAt), startedAt, first });
  }

  /** The shards that have records within the retention time, or could get some; oldest first. */
  shards(now: number): readonly Shard[] {
    const kept = this.#shards.filter(
      (shard) => shard.last === undefined || now - shard.startedAt < RETENTION_MS + SHARD_MS,
    );
    this.#shards = kept.length > 0 ? kept : this.#shards.slice(-1);
    return this.#shards;
  }

  /** The write that adds a change to the stream; it has to be in the batch of the change itself. */
  write(change: Change, now: number): Write {
    this.#turnShard(now);
    this.#sequence += 1;
    const sequenceNumber = this.#number(this.#sequence);
    const value = recordBytes(change, {
      ...{ stream: this.stream, region: this.#region, now },
      ...{ sequenceNumber, eventId: hex(32) },
    });
    return { space: this.records, key: sequenceNumber, value };
  }

  /** Ends the stream: its last shard takes no more records. */
  close(): void {
    const open = this.#shards.at(-1);
    if (open && open.last === undefined) open.last = this.#number(this.#sequence);
  }

  /** The number that the next record gets. */
  get next(): string {
    return this.#number(this.#sequence + 1);
  }

  /** Writes that remove what is older than the retention time. */
  expired(now: number): Write[] {
    const writes: Write[] = [];
    const cursor = this.records.range();
    while (cursor.next() && timeOf(cursor.value) + RETENTION_MS <= now) {
      writes.push({ space: this.records, key: cursor.key, value: undefined });
    }
    return writes;
  }

  #turnShard(now: number): void {
    const open = this.#shards.at(-1)!;
    if (now - open.startedAt < SHARD_MS) return;
    open.last = this.#number(this.#sequence);
    const startedAt = now;
    this.#shards.push({ id: shardId(startedAt), parentId: open.id, startedAt, first: this.next });
  }

  #number = (sequence: number): string => String(sequence).padStart(SEQUENCE_DIGITS, '0');
}

/** When a record was made, in ms. */
export function timeOf(record: string): number {
  return Number(/"ApproximateCreationDateTime":(\d+)/.exec(record)?.[1] ?? 0) * 1000;
}

const shardId = (startedAt: number): string => `shardId-${String(startedAt).padStart(20, '0')}-${hex(8)}`;
