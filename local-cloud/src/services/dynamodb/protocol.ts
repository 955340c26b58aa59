import { crc32 } from 'node:zlib';
import { AwsError } from '../../core/aws-error.ts';
import type { ApiRequest } from '../../gateway/api-request.ts';
import { awsJsonProtocol } from '../../protocols/aws-json.ts';
import { decodedBody } from '../../protocols/decoded-body.ts';
import { parseJsonBody, toJson } from '../../protocols/json.ts';
import { JsonBytes } from '../../protocols/json-bytes.ts';
import type { WholeProtocol, WholeResponse } from '../../protocols/protocol.ts';
import { errorType } from './errors.ts';

const base = awsJsonProtocol('1.0');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html (BatchWriteItem: 16 MB) */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/**
 * AWS JSON 1.0 as DynamoDB speaks it: answers carry their checksum, errors their namespace. Items come as bytes that
 * need no conversion.
 */
export const dynamodbProtocol: WholeProtocol = {
  ...base,
  answersWhole: true,
  parse(request) {
    const isPlain = request.header('content-encoding') === undefined;
    if (isPlain && request.wholeBody) return parseBody(request.wholeBody);
    return (isPlain ? request.body() : decodedBody(request)).then(parseBody);
  },
  // Operations without an output answer no body at all.
  serialize: (output, _match, request) => answer(200, output ?? new JsonBytes(''), request),
  serializeError(error, request) {
    const body = { ...error.members, __type: errorType(error), message: error.message };
    return answer(error.status, body, request);
  },
};

/** @throws AwsError RequestEntityTooLargeException, SerializationException */
function parseBody(body: Buffer): Record<string, unknown> {
  if (body.length <= MAX_REQUEST_BYTES) return parseJsonBody(body);
  throw new AwsError('RequestEntityTooLargeException', 'Request size exceeds 16 MB', { status: 413 });
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
function answer(status: number, output: unknown, request: ApiRequest): WholeResponse {
  const ready = output instanceof JsonBytes;
  const body = ready ? output.bytes : Buffer.from(toJson(output)).toString('latin1');
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-crc32': String(crc32(Buffer.from(body, 'latin1'))),
    'x-amzn-requestid': request.requestId,
  };
  return { status, headers, body, encoding: 'latin1' };
}
