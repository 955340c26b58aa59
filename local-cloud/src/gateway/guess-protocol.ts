import type { ApiRequest } from '../http/api-request.ts';
import { awsJsonProtocol } from '../protocols/aws-json.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { looksLikeQuery, queryProtocol } from '../protocols/query.ts';
import { restJsonProtocol } from '../protocols/rest-json.ts';
import { restXmlProtocol } from '../protocols/rest-xml.ts';
import { rpcV2CborProtocol, speaksCbor } from '../protocols/rpc-v2-cbor.ts';

const AWS_JSON = awsJsonProtocol('1.1');
const QUERY = queryProtocol('https://query.amazonaws.com/');
const NO_MODEL = () => ({ metadata: { apiVersion: '' }, operations: {}, shapes: {} });
const REST_JSON = restJsonProtocol(NO_MODEL);
const REST_XML = restXmlProtocol(NO_MODEL, { namespace: '' });

/**
 * The protocol a request speaks, by its looks, for what fails before its service is known: a client must be able to read
 * the error. Signed requests that look like nothing else speak REST JSON, the protocol of most services; the unsigned
 * are answered as S3 would.
 */
export function guessProtocol(request: ApiRequest): Protocol {
  if (speaksCbor(request)) return rpcV2CborProtocol;
  if (request.header('x-amz-target')) return AWS_JSON;
  if (looksLikeQuery(request)) return QUERY;
  return request.scope && request.scope.service !== 's3' ? REST_JSON : REST_XML;
}
