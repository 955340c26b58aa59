import { crc32 } from 'node:zlib';
import { AwsError } from '../../core/aws-error.ts';
import type { ApiRequest } from '../../gateway/api-request.ts';
import { awsJsonProtocol } from '../../protocols/aws-json.ts';
import { decodedBody } from '../../protocols/decoded-body.ts';
import { parseJsonBody, toJson } from '../../protocols/json.ts';
import { JsonBytes } from '../../protocols/json-bytes.ts';
import type { Protocol, WireResponse } from '../../protocols/protocol.ts';
import { errorType } from './errors.ts';

const base = awsJsonProtocol('1.0');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html (BatchWriteItem: 16 MB) */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/**
 * AWS JSON 1.0 as DynamoDB speaks it: answers carry their checksum, errors their namespace. Items come as bytes that
 * need no conversion.
 */
export const dynamodbProtocol: Protocol = {
  ...base,
  async parse(request) {
    const body = await (request.header('content-encoding') === undefined
      ? request.body()
      : decodedBody(request));
    if (body.length > MAX_REQUEST_BYTES) {
      throw new AwsError('RequestEntityTooLargeException', 'Request size exceeds 16 MB', { status: 413 });
    }
    return parseJsonBody(body);
  },
  // Operations without an output answer no body at all.
  serialize: (output, _match, request) => answer(200, output ?? new JsonBytes(''), request),
  serializeError(error, request) {
    const body = { ...error.members, __type: errorType(error), message: error.message };
    return answer(error.status, body, request);
  },
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
function answer(status: number, output: unknown, request: ApiRequest): WireResponse {
  const ready = output instanceof JsonBytes;
  const body = ready ? output.bytes : Buffer.from(toJson(output)).toString('latin1');
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-crc32': String(crc32(Buffer.from(body, 'latin1'))),
    'x-amzn-requestid': request.requestId,
  };
  return { status, headers, body, encoding: 'latin1' };
}
