import type { Readable } from 'node:stream';

/** An answer as it goes over the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readable;
  /** How a body that is a string becomes bytes: UTF-8, or (`latin1`) a character a byte. */
  readonly encoding?: 'utf8' | 'latin1';
}

/** An answer that is there as a whole. */
export interface WholeResponse extends WireResponse {
  readonly body: string;
  readonly encoding: 'utf8' | 'latin1';
}

/**
 * What an operation returns where its answer is not its output put into the protocol's words: a payload (Lambda
 * Invoke), an object's bytes (S3 GetObject), or a status of its own.
 */
export class RawResponse implements WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readable;

  constructor(response: WireResponse) {
    this.status = response.status;
    this.headers = response.headers;
    this.body = response.body;
  }
}
