import { createHash } from 'node:crypto';
import { hex } from '../../../core/ids.ts';
import type { Space, Write } from '../../../core/store/store.ts';
import type { ItemChange } from '../items/item-change.ts';
import type { StreamRecord } from '../tables/record.ts';
import { recordBytes } from './stream-record.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Records are kept for a day. */
export const RETENTION_MS = 24 * HOUR_MS;

/** A shard takes records for about four hours, then another goes on where it ends. */
const SHARD_MS = 4 * HOUR_MS;

/** A piece of a stream in the order of time; the newest one is open while the stream is on. */
export interface Shard {
  readonly id: string;
  readonly parentId?: string;
  /** ms since 1970 */
  readonly startedAt: number;
  /** Its first sequence number, or one that none of its records comes before. */
  readonly first: string;
  /** The last sequence number of a shard that takes no more records. */
  last?: string;
}

/** A table's changes, in their order, for a day: shards of records in a space of the store. */
export class StreamLog {
  readonly stream: StreamRecord;
  readonly records: Space;
  readonly #region: string;
  readonly #createdAt: number;
  /** The sequence number of the newest record; the start of the stream where there is none. */
  #last: string;
  #shards: Shard[] = [];
  /** When the stream was switched off, in ms. */
  closedAt: number | undefined;

  constructor(stream: StreamRecord, records: Space, region: string) {
    this.stream = stream;
    this.records = records;
    this.#region = region;
    this.#createdAt = Date.parse(`${stream.label}Z`);
    this.#last = sequenceNumber(this.#createdAt * SEQUENCES_A_MS);
    this.#openShard(this.#createdAt, this.#last);
    const cursor = records.range();
    while (cursor.next()) {
      this.#turnShard(timeOfRecord(cursor.value), cursor.key);
      this.#last = cursor.key;
    }
  }

  /** The shards that have records still, or could get some; oldest first. */
  shards(now: number): readonly Shard[] {
    const kept = this.#shards.filter(
      ({ last, startedAt }) => last === undefined || now - startedAt < RETENTION_MS + SHARD_MS,
    );
    this.#shards = kept.length > 0 ? kept : this.#shards.slice(-1);
    return this.#shards;
  }

  /** The write that adds a change to the stream; it has to be in the batch of the change itself. */
  write(change: ItemChange, now: number): Write {
    const key = sequenceNumber(Math.max(Number(this.#last.slice(1)) + 1, now * SEQUENCES_A_MS));
    this.#turnShard(now, key);
    this.#last = key;
    const value = recordBytes(change, {
      ...{ stream: this.stream, region: this.#region, now },
      ...{ sequenceNumber: key, eventId: hex(32) },
    });
    return { space: this.records, key, value };
  }

  /** Ends the stream: its last shard takes no more records. */
  close(now: number): void {
    this.closedAt = now;
    const open = this.#shards.at(-1);
    if (open) open.last = this.#last;
  }

  /** A bound that all records so far lie below, and all to come at or above. */
  get latest(): string {
    return after(this.#last);
  }

  /** Writes that remove what is older than the retention time. */
  expired(now: number): Write[] {
    const writes: Write[] = [];
    const cursor = this.records.range();
    while (cursor.next() && timeOfRecord(cursor.value) + RETENTION_MS <= now) {
      writes.push({ space: this.records, key: cursor.key, value: undefined });
    }
    return writes;
  }

  #turnShard(now: number, first: string): void {
    const open = this.#shards.at(-1)!;
    if (now - open.startedAt < SHARD_MS) return;
    const windows = Math.floor((now - this.#createdAt) / SHARD_MS);
    this.#openShard(this.#createdAt + windows * SHARD_MS, first, open);
  }

  /** Shards have the same ids when a stream is read from disk again. */
  #openShard(startedAt: number, first: string, parent?: Shard): void {
    const digest = createHash('sha256').update(`${this.stream.arn}/${startedAt}`).digest('hex');
    const id = `shardId-${String(startedAt).padStart(20, '0')}-${digest.slice(0, 8)}`;
    if (parent) parent.last = this.#last;
    this.#shards.push({ id, startedAt, first, ...(parent ? { parentId: parent.id } : {}) });
  }
}

/** Sequence numbers a millisecond leaves room for before they run ahead of time. */
const SEQUENCES_A_MS = 1000;

/** 21 digits that compare as text. */
const sequenceNumber = (sequence: number): string => `1${String(sequence).padStart(20, '0')}`;

/** The bound behind a sequence number. */
export const after = (sequence: string): string => `${sequence}0`;

/** When a record was made, in ms. */
export function timeOfRecord(record: string): number {
  return Number(/"ApproximateCreationDateTime":(\d+)/.exec(record)?.[1] ?? 0) * 1000;
}
