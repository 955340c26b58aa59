import type { Cloud, FunctionLog } from '../core/cloud.ts';
import type { InvokedEvent, RequestEvent } from '../core/events.ts';
import { type Kept, Ring } from './ring.ts';

/** More would be copied by the garbage collector, over and over, while requests come by tens of thousands. */
const MOST_REQUESTS = 1000;
const MOST_FUNCTIONS = 100;
const MOST_INVOCATIONS = 200;
/** Characters of log, and bytes of events and answers. */
const MOST_WEIGHT = { requests: 8 * 2 ** 20, function: 2 ** 20 };
/** Of a longer event or answer the beginning is kept. */
export const MOST_PAYLOAD_BYTES = 256 * 1024;

export interface Payload {
  readonly kept: Buffer;
  /** Of the whole. */
  readonly bytes: number;
}

export interface RecordedInvocation extends Omit<InvokedEvent, 'event' | 'answer'> {
  readonly event: Payload;
  readonly answer: Payload;
}

/**
 * The last requests, and the last invocations of each function with their events and answers, kept in memory for whoever
 * looks: the console, traces. What it does for each is a few assignments; bytes are only copied where keeping them would
 * keep much more.
 */
export class Recorder {
  /** When it began, in milliseconds since 1970: numbers of requests are those of one recording. */
  readonly since = Date.now();
  readonly requests = new Ring<RequestEvent>(MOST_REQUESTS, MOST_WEIGHT.requests);
  /** By region and name; the functions that were seen first give way. */
  readonly #functions = new Map<string, Ring<RecordedInvocation>>();

  constructor({ events }: Cloud) {
    events.on('request', (event) => this.requests.push(event, event.log ? weightOf(event.log) : 0));
    events.on('invoked', (event) => this.#record(event));
  }

  /** Those of one function, oldest first. */
  invocations(region: string, functionName: string): Kept<RecordedInvocation>[] {
    return this.#functions.get(`${region}:${functionName}`)?.after() ?? [];
  }

  /** Of every function. */
  allInvocations(): Kept<RecordedInvocation>[] {
    return [...this.#functions.values()].flatMap((ring) => ring.after());
  }

  #record({ event, answer, ...facts }: InvokedEvent): void {
    const kept = { ...facts, event: payload(event), answer: payload(answer) };
    const weight = kept.event.kept.length + kept.answer.kept.length + weightOf(facts.log);
    this.#ringOf(`${facts.region}:${facts.functionName}`).push(kept, weight);
  }

  #ringOf(key: string): Ring<RecordedInvocation> {
    const found = this.#functions.get(key);
    if (found) return found;
    const [oldest] = this.#functions.keys();
    if (this.#functions.size >= MOST_FUNCTIONS && oldest !== undefined) this.#functions.delete(oldest);
    const made = new Ring<RecordedInvocation>(MOST_INVOCATIONS, MOST_WEIGHT.function);
    this.#functions.set(key, made);
    return made;
  }
}

/** A small part of a large buffer would keep all of it in memory. */
function payload(given: Uint8Array): Payload {
  const { length, buffer } = given;
  const bytes = Buffer.from(buffer, given.byteOffset, length);
  const kept = bytes.subarray(0, MOST_PAYLOAD_BYTES);
  const whole = buffer.byteLength <= 2 * kept.length + 16_384;
  return { kept: whole ? kept : Buffer.from(kept), bytes: length };
}

function weightOf({ messages }: FunctionLog): number {
  let weight = 0;
  for (const message of messages) weight += message.length;
  return weight;
}
