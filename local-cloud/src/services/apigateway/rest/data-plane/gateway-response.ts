import type { GatewayResponse } from '@aws-sdk/client-api-gateway';
import type { Header, HttpResponse } from '../../../../data-plane/events/index.ts';
import { type GatewayResponseType, kindOf } from '../gateway-response-types.ts';
import { constantOf, fillContext } from '../templates.ts';
import type { Exchange, GatewayFailure } from './exchange.ts';

const HEADER = 'gatewayresponse.header.';

/** Failures of API Gateway itself, as observed on AWS: these have a space after the colon, the others have none. */
const INTERNAL = new Set(['Internal server error', 'Endpoint request timed out']);

/** The answer for a request that no stage serves: nothing can have been configured for it. */
export function forbidden(): HttpResponse {
  return json(403, '{"message":"Forbidden"}', 'ForbiddenException');
}

/** The answer to a failure, as the API has it configured. */
export function failureResponse(failure: GatewayFailure, exchange: Exchange): HttpResponse {
  const { status = 500, errorType } = kindOf(failure.type);
  const configured = configurationOf(failure.type, exchange);
  const { message } = failure;
  if (!configured) {
    const space = INTERNAL.has(message) ? ' ' : '';
    return json(status, `{"message":${space}${JSON.stringify(message)}}`, errorType);
  }
  return configuredResponse(configured, failure, exchange, status, errorType);
}

/** An answer made elsewhere (a malformed one of a function), with the headers that the API wants on such. */
export function withGatewayHeaders(
  response: HttpResponse,
  type: GatewayResponseType,
  exchange: Exchange,
): HttpResponse {
  const headers = constantHeaders(configurationOf(type, exchange));
  return { ...response, headers: merge(response.headers, headers) };
}

function configurationOf(type: GatewayResponseType, { snapshot }: Exchange): GatewayResponse | undefined {
  const { fallback } = kindOf(type);
  return snapshot.gatewayResponses.get(type) ?? (fallback && snapshot.gatewayResponses.get(fallback));
}

function configuredResponse(
  configured: GatewayResponse,
  { type, message }: GatewayFailure,
  exchange: Exchange,
  status: number,
  errorType: string | undefined,
): HttpResponse {
  const templates = Object.entries(configured.responseTemplates ?? {});
  const [contentType, template] = templates.find(([name]) => name === 'application/json') ??
    templates[0] ?? ['application/json', '{"message":$context.error.messageString}'];
  const body = fillContext(template, {
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': type,
    requestId: exchange.request.requestId,
    extendedRequestId: exchange.extendedRequestId,
    stage: exchange.stage.stageName,
    apiId: exchange.api.id,
    path: `/${exchange.stage.stageName}${exchange.rawPath}`,
    httpMethod: exchange.request.method,
  });
  const base = json(Number(configured.statusCode ?? status), body, errorType, contentType);
  return { ...base, headers: merge(base.headers, constantHeaders(configured)) };
}

function constantHeaders(configured: GatewayResponse | undefined): Header[] {
  return Object.entries(configured?.responseParameters ?? {}).map(([name, value]) => [
    name.slice(HEADER.length),
    constantOf(value) ?? '',
  ]);
}

/** Those given later take the place of those with the same name. */
function merge(headers: Header[], later: Header[]): Header[] {
  const names = new Set(later.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...later];
}

function json(
  status: number,
  body: string,
  errorType: string | undefined,
  contentType = 'application/json',
): HttpResponse {
  const headers: Header[] = [['Content-Type', contentType]];
  if (errorType) headers.push(['x-amzn-ErrorType', errorType]);
  return { status, headers, body: Buffer.from(body) };
}
