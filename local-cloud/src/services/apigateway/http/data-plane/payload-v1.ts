import { eventBody } from '../../../../data-plane/events/event-body.ts';
import { type FunctionResult, restApiEvent } from '../../../../data-plane/events/index.ts';
import { isObject, parseJson } from '../../../../data-plane/events/parse-result.ts';
import { decodePercent } from '../../../../data-plane/events/query-string.ts';
import { Refusal } from '../../../../data-plane/events/refusal.ts';
import type { RouteExchange } from './exchange.ts';

/**
 * The event of payload format 1.0: a REST API's, but for its version, a decoded path that a named stage leads, and a body that is
 * base64 unless its content type is text.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadV1Event(exchange: RouteExchange) {
  const { http, api, stage, route } = exchange;
  const resourcePath = route.routeKey.replace(/^[A-Z]+ /, '');
  const path = (stage.stageName === '$default' ? '' : `/${stage.stageName}`) + decodePercent(http.rawPath);
  const pathParameters = Object.fromEntries(
    Object.entries(exchange.pathParameters).map(([name, value]) => [name, decodePercent(value)]),
  );
  const event = restApiEvent(
    http,
    { requestId: exchange.apiRequestId, traceId: exchange.traceId, time: new Date() },
    {
      ...{ accountId: exchange.cloud.accountId, apiId: api.id, domainName: exchange.domainName },
      ...{ stage: stage.stageName, resourceId: '', resourcePath, pathParameters, contentLength: true },
      ...{ stageVariables: stage.stageVariables, extendedRequestId: exchange.apiRequestId },
    },
  );
  const { body = null, isBase64Encoded } = eventBody(http);
  const requestContext = { ...event.requestContext, path, resourceId: null };
  return { version: '1.0', ...event, path, requestContext, body, isBase64Encoded };
}

/**
 * A result of format 1.0 in the words of format 2.0. What format 2.0 takes for a body, a result without a status, is
 * malformed in format 1.0.
 */
export function fromPayloadV1(result: FunctionResult): FunctionResult | Refusal {
  if (result.functionError !== undefined) return result;
  const value = parseJson(result.payload);
  if (!isObject(value) || !('statusCode' in value)) return new Refusal('it has no statusCode');
  const { multiValueHeaders, headers, ...rest } = value;
  const cookies: unknown[] = [];
  const single = Object.create(null) as Record<string, unknown>;
  for (const source of [headers, multiValueHeaders]) {
    for (const [name, header] of Object.entries(isObject(source) ? source : {})) {
      if (name.toLowerCase() === 'set-cookie') cookies.push(...[header].flat());
      else single[name] = header;
    }
  }
  return { ...result, payload: Buffer.from(JSON.stringify({ ...rest, headers: single, cookies })) };
}
