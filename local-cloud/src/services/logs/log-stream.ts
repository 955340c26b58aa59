import type { KeptEvents, StoredEvent } from './kept-events.ts';

/** What a stream keeps; the oldest events give way. AWS keeps everything until the group's retention ends. */
export const MAX_EVENTS_PER_STREAM = 10_000;
const MAX_CHARACTERS_PER_STREAM = 16 * 1024 * 1024;

/** What AWS counts for an event besides its message, in bytes. */
const EVENT_OVERHEAD_BYTES = 26;

/** Goes on from where an earlier run with the same folder was: an event takes longer than a microsecond to arrive. */
let arrivals = Date.now() * 1000;

/** The id of the event that arrived as number `arrival` with that timestamp; 0 comes before all others. */
export const eventId = (timestamp: number, arrival = 0): string =>
  String(Math.max(0, timestamp)).padStart(20, '0') + String(arrival).padStart(36, '0');

/** What there is of a stream besides its events. */
export interface StreamFacts {
  readonly creationTime: number;
  readonly lastIngestionTime: number | undefined;
  readonly storedBytes: number;
}

/** A log stream and its events, bounded in number and in size. */
export class LogStream implements StreamFacts {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: number = Date.now();
  lastIngestionTime: number | undefined;
  storedBytes = 0;
  readonly #kept: KeptEvents | undefined;
  /** Read when somebody asks for them. */
  #events: StoredEvent[] | undefined;
  #characters = 0;

  /** @param kept where its events are in the store, where there is one */
  constructor(name: string, arn: string, kept: KeptEvents | undefined) {
    this.name = name;
    this.arn = arn;
    this.#kept = kept;
  }

  get facts(): StreamFacts {
    const { creationTime, lastIngestionTime, storedBytes } = this;
    return { creationTime, lastIngestionTime, storedBytes };
  }

  get events(): readonly StoredEvent[] {
    return this.#loaded();
  }

  #loaded(): StoredEvent[] {
    if (this.#events) return this.#events;
    this.#events = this.#kept?.load() ?? [];
    for (const { message } of this.#events) this.#characters += message.length;
    return this.#events;
  }

  get firstEventTimestamp(): number | undefined {
    return this.events[0]?.timestamp;
  }

  get lastEventTimestamp(): number | undefined {
    return this.events.at(-1)?.timestamp;
  }

  append(timestamp: number, message: string): StoredEvent {
    const ingestionTime = Date.now();
    arrivals += 1;
    const event = { id: eventId(timestamp, arrivals), timestamp, ingestionTime, message };
    const events = this.#loaded();
    const last = events.at(-1);
    if (last === undefined || last.timestamp <= timestamp) events.push(event);
    else events.splice(firstAfter(events, event.id), 0, event);
    this.#kept?.add(event);
    this.lastIngestionTime = ingestionTime;
    this.storedBytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    this.#characters += message.length;
    this.#dropOldest(events);
    return event;
  }

  /** Takes its events out of the store; the stream itself is its group's to remove. */
  remove(): void {
    this.#kept?.remove();
  }

  /** Drops a tenth at a time: shifting the array for every event would cost more than the event. */
  #dropOldest(events: StoredEvent[]): void {
    if (events.length <= MAX_EVENTS_PER_STREAM && this.#characters <= MAX_CHARACTERS_PER_STREAM) return;
    const keepEvents = MAX_EVENTS_PER_STREAM * 0.9;
    const keepCharacters = MAX_CHARACTERS_PER_STREAM * 0.9;
    let drop = 0;
    // The newest event stays, however long it is.
    while (
      drop < events.length - 1 &&
      (events.length - drop > keepEvents || this.#characters > keepCharacters)
    ) {
      this.#characters -= events[drop]!.message.length;
      drop += 1;
    }
    this.#kept?.drop(events.slice(0, drop));
    this.#events = events.slice(drop);
  }
}

/** The index of the first event whose id comes after `id`. */
export function firstAfter(events: readonly StoredEvent[], id: string): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[middle]!.id > id) high = middle;
    else low = middle + 1;
  }
  return low;
}
