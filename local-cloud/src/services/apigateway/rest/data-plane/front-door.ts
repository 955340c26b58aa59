import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AwsError } from '../../../../core/aws-error.ts';
import type { Cloud } from '../../../../core/cloud.ts';
import { failureText } from '../../../../data-plane/failure-text.ts';
import { toHttpRequest } from '../../../../data-plane/http-request.ts';
import { sendStream } from '../../../../data-plane/streaming.ts';
import { newTraceId, rootOf } from '../../../../data-plane/trace-id.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import { guardHost } from '../../../../http/guard.ts';
import type { FrontDoor } from '../../../service.ts';
import { apiAnywhere } from '../store.ts';
import type { SnapshotResource } from '../types.ts';
import { checkApiKey, checkParameters, checkSignature } from './admission.ts';
import { checkBody } from './check-body.ts';
import { type Exchange, GatewayFailure, type MethodExchange, type Outcome } from './exchange.ts';
import { failureResponse, forbidden } from './gateway-response.ts';
import { invokeTarget, isInvocation } from './invoke-target.ts';
import { lambdaResponse } from './lambda-integration.ts';
import { recordRequest } from './metrics.ts';
import { mockResponse } from './mock-integration.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

/** The invoke URLs of REST APIs, on the main port, told by path or Host header. */
export const restApiDoor: FrontDoor = {
  claims: isInvocation,
  async handle(request, response, cloud) {
    const started = performance.now();
    const traceId = request.header('x-amzn-trace-id') ?? newTraceId();
    const extendedRequestId = randomBytes(11).toString('base64');
    const exchange = open(request, cloud, { traceId, extendedRequestId });
    const outcome: Outcome = exchange
      ? await serve(exchange).catch((error: unknown) => fail(error, exchange))
      : forbidden();
    await send(response, request, outcome, { traceId, extendedRequestId });
    const result = await outcome.result?.catch(() => undefined);
    const durationMs = performance.now() - started;
    if (exchange) recordRequest(exchange, outcome, durationMs);
    cloud.events.emit('request', {
      kind: 'rest-api',
      method: request.method,
      path: request.path,
      status: outcome.status,
      durationMs,
      target: outcome.target,
      coldStart: (result ?? outcome).coldStart,
      error: outcome.error ?? (result && failureText(result, undefined)),
      log: (result ?? outcome).log,
      requestId: request.requestId,
      traceId: request.header('x-amzn-trace-id') ?? rootOf(traceId),
      region: exchange?.region,
    });
  },
};

/** The stage that a request is for, or undefined where there is none that answers. */
function open(
  request: ApiRequest,
  cloud: Cloud,
  ids: { traceId: string; extendedRequestId: string },
): Exchange | undefined {
  const { apiId, stageName, rawPath: sentPath, domainName } = invokeTarget(request);
  // Slashes too many count where the path begins, and are not in the event; others are part of it.
  const rawPath = sentPath.replace(/^\/{2,}/, '/');
  const { api, region = '' } = apiAnywhere(cloud, apiId) ?? {};
  const stage = api?.stages.get(stageName);
  const snapshot = stage && api?.deployments.get(stage.deploymentId)?.snapshot;
  if (!api || !stage || !snapshot || api.settings.disableExecuteApiEndpoint) return undefined;
  return { request, cloud, region, api, stage, snapshot, rawPath, sentPath, domainName, ...ids };
}

async function serve(exchange: Exchange): Promise<Outcome> {
  const { request, cloud, snapshot, rawPath } = exchange;
  guardHost(request, cloud.hosts);
  const methodOf = ({ methods }: SnapshotResource) => methods.get(request.method) ?? methods.get('ANY');
  const found = snapshot.router.find(rawPath, (resource) => methodOf(resource) !== undefined);
  const method = found && methodOf(found.target);
  if (!found || !method) {
    throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  }
  checkSignature(method, exchange);
  const apiKey = checkApiKey(method, exchange);
  const http = { ...(await readRequest(request)), rawPath };
  const { target: resource, pathParameters } = found;
  const complete: MethodExchange = { ...exchange, resource, method, pathParameters, http, apiKey };
  checkParameters(complete);
  await checkBody(complete);
  return method.methodIntegration?.type === 'MOCK' ? mockResponse(complete) : lambdaResponse(complete);
}

async function readRequest(request: ApiRequest) {
  try {
    return await toHttpRequest(request, MAX_PAYLOAD_BYTES);
  } catch (error) {
    if (!(error instanceof AwsError) || error.status !== 413) throw error;
    throw new GatewayFailure('REQUEST_TOO_LARGE', 'Request Too Long');
  }
}

function fail(error: unknown, exchange: Exchange): Outcome {
  if (error instanceof GatewayFailure) {
    return { ...failureResponse(error, exchange), error: error.detail };
  }
  if (error instanceof AwsError && error.status < 500) {
    const denied = new GatewayFailure('ACCESS_DENIED', error.message);
    return { ...failureResponse(denied, exchange), error: `${error.code}: ${error.message}` };
  }
  const failure = new GatewayFailure('API_CONFIGURATION_ERROR', 'Internal server error');
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ...failureResponse(failure, exchange), error: detail };
}

async function send(
  response: ServerResponse,
  request: ApiRequest,
  { status, headers, body, stream }: Outcome,
  { traceId, extendedRequestId }: { traceId: string; extendedRequestId: string },
): Promise<void> {
  // The client went away; the function has run to its end all the same, as on AWS.
  if (response.destroyed) {
    stream?.destroy();
    return;
  }
  const flat = headers.flat();
  flat.push('x-amzn-RequestId', request.requestId, 'x-amz-apigw-id', extendedRequestId);
  flat.push('X-Amzn-Trace-Id', rootOf(traceId));
  if (stream) {
    response.writeHead(status, flat);
    return sendStream(response, stream, request.method !== 'HEAD');
  }
  // 1xx, 204 and 304 must not have a length (RFC 9110, 8.6).
  if (status !== 204 && status !== 304) flat.push('Content-Length', String(body.length));
  response.writeHead(status, flat);
  response.end(request.method === 'HEAD' ? undefined : body);
}
