import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { WireResponse } from '../http/wire-response.ts';
import { awsJsonProtocol } from './aws-json.ts';
import type { Protocol } from './protocol.ts';
import { queryProtocol } from './query.ts';
import { rpcV2CborProtocol, speaksCbor } from './rpc-v2-cbor.ts';
import type { ServiceModel } from './shapes/model.ts';

/**
 * A service that began with the query protocol and went on to AWS JSON 1.0 and RPC v2 CBOR: each client speaks the one it
 * knows. Errors have two names, the shape's and the code they always had; who speaks a newer protocol and still goes by the
 * old code says so (`x-amzn-query-mode`) and gets it in a header.
 *
 * @param options.namespace the XML namespace of query answers
 * @param options.model by whose shapes query answers are written
 * @param options.queryCodes the old codes, by shape name, where they differ
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryCompatibleProtocol(options: {
  namespace: string;
  queryCodes: Readonly<Record<string, string>>;
  model: () => ServiceModel;
}): Protocol {
  const query = queryProtocol(options.namespace, options.model);
  const json = awsJsonProtocol('1.0');
  const spoken = (request: ApiRequest): Protocol => {
    if (speaksCbor(request)) return rpcV2CborProtocol;
    return request.header('x-amz-target') ? json : query;
  };
  return {
    // What an unsigned form is told by.
    name: 'query',
    match: (request) => spoken(request).match(request),
    parse: (request, match) => spoken(request).parse(request, match),
    serialize: (output, match, request) => spoken(request).serialize(output, match, request),
    serializeError(error, request): WireResponse {
      const code = options.queryCodes[error.code] ?? error.code;
      const protocol = spoken(request);
      if (protocol === query) return query.serializeError(renamed(error, code), request);
      const answer = protocol.serializeError(error, request);
      if (request.header('x-amzn-query-mode') !== 'true') return answer;
      const fault = error.fault === 'client' ? 'Sender' : 'Receiver';
      return { ...answer, headers: { ...answer.headers, 'x-amzn-query-error': `${code};${fault}` } };
    },
  };
}

const renamed = ({ message, status, fault, members }: AwsError, code: string): AwsError =>
  new AwsError(code, message, { status, fault, members });
