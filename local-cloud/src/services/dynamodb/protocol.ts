import { crc32 } from 'node:zlib';
import type { ApiRequest } from '../../http/api-request.ts';
import type { WholeResponse } from '../../http/wire-response.ts';
import { awsJsonProtocol } from '../../protocols/aws-json.ts';
import { parseJsonBody, toJson } from '../../protocols/json.ts';
import { JsonBytes } from '../../protocols/json-bytes.ts';
import type { WholeProtocol } from '../../protocols/protocol.ts';
import { compressed, decompressed, withinLimit } from './content-encoding.ts';
import { errorType } from './errors.ts';

const base = awsJsonProtocol('1.0');

/**
 * AWS JSON 1.0 as DynamoDB speaks it: answers carry their checksum, errors their namespace. Items come as bytes that
 * need no conversion.
 */
export const dynamodbProtocol: WholeProtocol = {
  ...base,
  answersWhole: true,
  parse(request) {
    const { wholeBody } = request;
    if (wholeBody && request.header('content-encoding') === undefined)
      return parseJsonBody(withinLimit(wholeBody));
    return decompressed(request).then(parseJsonBody);
  },
  // Operations without an output answer no body at all.
  serialize: (output, _match, request) => answer(200, output ?? new JsonBytes(''), request),
  serializeError(error, request) {
    const body = { ...error.members, __type: errorType(error), message: error.message };
    return answer(error.status, body, request);
  },
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
function answer(status: number, output: unknown, request: ApiRequest): WholeResponse {
  const ready = output instanceof JsonBytes;
  const text = ready ? output.bytes : Buffer.from(toJson(output)).toString('latin1');
  const { body, encoding } = compressed(text, request.header('accept-encoding'));
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-crc32': String(crc32(Buffer.from(body, 'latin1'))),
    'x-amzn-requestid': request.requestId,
  };
  if (encoding) headers['content-encoding'] = encoding;
  return { status, headers, body, encoding: 'latin1' };
}
