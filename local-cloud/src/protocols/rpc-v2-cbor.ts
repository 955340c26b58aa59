import { decode, encode } from 'cborg';
import { dateDecoder, dateEncoder, TAG_DATE_EPOCH } from 'cborg/taglib';
import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { decodedBody } from './decoded-body.ts';
import type { Protocol } from './protocol.ts';

const PATH = /^\/service\/([^/]+)\/operation\/([^/]+)$/;
const HEADERS = { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };

/** Whether a request says that it speaks this protocol. */
export const speaksCbor = (request: ApiRequest): boolean =>
  request.header('smithy-protocol') === HEADERS['smithy-protocol'];

/** The shape name of the service that the path names. */
export const cborServiceOf = (request: ApiRequest): string | undefined => PATH.exec(request.path)?.[1];

/**
 * Smithy RPC v2 CBOR: every request is a POST to `/service/NAME/operation/NAME` with a map in CBOR.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const rpcV2CborProtocol: Protocol = {
  name: 'rpc-v2-cbor',
  match(request) {
    const operation = PATH.exec(request.path)?.[2];
    return operation && request.method === 'POST' ? { operation } : undefined;
  },
  async parse(request) {
    const body = await decodedBody(request);
    const input = body.length === 0 ? {} : decoded(body);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
    throw new AwsError('SerializationException', 'The request body is no map');
  },
  serialize(output, _match, request) {
    const ids = { 'x-amzn-requestid': request.requestId };
    const { 'smithy-protocol': protocol } = HEADERS;
    // An operation without output answers an empty body, and then no content type.
    if (output === undefined) return { status: 200, headers: { ...ids, 'smithy-protocol': protocol } };
    return { status: 200, headers: { ...ids, ...HEADERS }, body: encoded(output) };
  },
  serializeError(error, request) {
    const headers = { 'x-amzn-requestid': request.requestId, ...HEADERS };
    const body = encoded({ __type: error.code, message: error.message, ...error.members });
    return { status: error.status, headers, body };
  },
};

function decoded(body: Buffer): unknown {
  try {
    return decode(body, { tags: { [TAG_DATE_EPOCH]: dateDecoder } });
  } catch (error) {
    throw new AwsError('SerializationException', 'Could not parse the request body as CBOR', {
      cause: error,
    });
  }
}

/** Dates are seconds since 1970, tagged as such; members without a value are left out. */
const encoded = (value: unknown): Buffer =>
  Buffer.from(encode(value, { typeEncoders: { Date: dateEncoder }, ignoreUndefinedProperties: true }));
