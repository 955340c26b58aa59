import { targetOperation } from '../http/target.ts';
import { jsonBody, toJson } from './json.ts';
import type { HeadProtocol } from './protocol.ts';

/**
 * AWS JSON protocol: every request is a POST to `/` that names its operation in `X-Amz-Target: Prefix.Operation`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function awsJsonProtocol(version: '1.0' | '1.1'): HeadProtocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    name: 'aws-json',
    match(request) {
      const operation = targetOperation(request.header('x-amz-target') ?? '');
      return operation === undefined ? undefined : { operation };
    },
    parse: (request) => jsonBody(request),
    serialize(output, _match, request) {
      return {
        status: 200,
        headers: { 'content-type': contentType, 'x-amzn-requestid': request.requestId },
        // An operation without output answers an empty body, not an empty object.
        body: output === undefined ? '' : toJson(output),
      };
    },
    serializeError(error, request) {
      return {
        status: error.status,
        headers: {
          'content-type': contentType,
          'x-amzn-requestid': request.requestId,
          'x-amzn-errortype': error.code,
        },
        body: toJson({ __type: error.code, message: error.message, ...error.members }),
      };
    },
  };
}
