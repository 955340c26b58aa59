import type { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { WholeResponse, WireResponse } from '../http/wire-response.ts';

/** Which operation a request is for, and what its path already told. */
export interface Match {
  readonly operation: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
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

/** A protocol that names the operation in a request's head. */
export interface HeadProtocol extends Protocol {
  match(request: ApiRequest): Match | undefined;
}

/** A protocol all of whose answers are whole, and no operation's output but what it serializes. */
export interface WholeProtocol extends Protocol {
  readonly answersWhole: true;
  serialize(output: unknown, match: Match, request: ApiRequest): WholeResponse;
  serializeError(error: AwsError, request: ApiRequest): WholeResponse;
}
