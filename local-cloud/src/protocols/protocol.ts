import type { Readable } from 'node:stream';
import type { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../gateway/api-request.ts';

/** Which operation a request is for, and what its path already told. */
export interface Match {
  readonly operation: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

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
 * A wire protocol: how requests name their operation and carry its input, how answers and errors look. Known once,
 * apart from the services that speak it.
 *
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export interface Protocol {
  readonly name: 'query' | 'rest-xml' | 'rest-json' | 'aws-json' | 'rpc-v2-cbor';
  /** @returns undefined where the request is for no operation of this protocol's service */
  match(request: ApiRequest): Match | undefined | Promise<Match | undefined>;
  /** @throws AwsError SerializationException and its like for a body that does not parse */
  parse(request: ApiRequest, match: Match): unknown;
  serialize(output: unknown, match: Match, request: ApiRequest): WireResponse;
  serializeError(error: AwsError, request: ApiRequest): WireResponse;
}

/** A protocol all of whose answers are whole, and no operation's output but what it serializes. */
export interface WholeProtocol extends Protocol {
  readonly answersWhole: true;
  serialize(output: unknown, match: Match, request: ApiRequest): WholeResponse;
  serializeError(error: AwsError, request: ApiRequest): WholeResponse;
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
