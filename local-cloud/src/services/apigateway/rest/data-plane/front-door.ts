import { randomBytes } from 'node:crypto';
import { AwsError } from '../../../../core/aws-error.ts';
import type { Cloud } from '../../../../core/cloud.ts';
import { toHttpRequest } from '../../../../data-plane/http-request.ts';
import { traceOf } from '../../../../data-plane/outcome.ts';
import { serve } from '../../../../data-plane/serve.ts';
import { newTraceId, rootOf } from '../../../../data-plane/trace-id.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import type { FrontDoor } from '../../../service.ts';
import { apiAnywhere } from '../store.ts';
import type { SnapshotResource } from '../types.ts';
import { writeAccessLog } from './access-log.ts';
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
  handle(request, response, cloud) {
    const traceId = request.header('x-amzn-trace-id') ?? newTraceId();
    const extendedRequestId = randomBytes(11).toString('base64');
    const exchange = open(request, cloud, { traceId, extendedRequestId });
    return serve<Outcome>(request, response, cloud, {
      kind: 'rest-api',
      region: exchange?.region,
      traceId,
      answer: async () => (exchange ? answer(exchange) : forbidden()),
      fail: (thrown) => (exchange ? fail(thrown, exchange) : forbidden()),
      headers({ headers }) {
        const flat = headers.flat();
        flat.push('x-amzn-RequestId', request.requestId, 'x-amz-apigw-id', extendedRequestId);
        flat.push('X-Amzn-Trace-Id', rootOf(traceId));
        return flat;
      },
      answered: exchange && ((outcome, durationMs) => answered(exchange, outcome, durationMs)),
    });
  },
};

function answered(exchange: Exchange, outcome: Outcome, durationMs: number): void {
  recordRequest(exchange, outcome, durationMs);
  writeAccessLog(exchange, outcome, durationMs);
}

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

async function answer(exchange: Exchange): Promise<Outcome> {
  const { request, snapshot, rawPath } = exchange;
  const methodOf = ({ methods }: SnapshotResource) => methods.get(request.method) ?? methods.get('ANY');
  const found = snapshot.router.find(rawPath, (resource) => methodOf(resource) !== undefined);
  const method = found && methodOf(found.target);
  if (!found || !method) {
    throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  }
  checkSignature(method, exchange);
  const apiKey = checkApiKey(method, exchange);
  const http = { ...(await toHttpRequest(request, MAX_PAYLOAD_BYTES, tooLarge)), rawPath };
  const { target: resource, pathParameters } = found;
  const complete: MethodExchange = { ...exchange, resource, method, pathParameters, http, apiKey };
  checkParameters(complete);
  await checkBody(complete);
  return method.methodIntegration?.type === 'MOCK' ? mockResponse(complete) : lambdaResponse(complete);
}

const tooLarge = (): GatewayFailure => new GatewayFailure('REQUEST_TOO_LARGE', 'Request Too Long');

function fail(error: unknown, exchange: Exchange): Outcome {
  if (error instanceof GatewayFailure) return failed(error, error.detail, exchange);
  if (error instanceof AwsError && error.status < 500) {
    const denied = new GatewayFailure('ACCESS_DENIED', error.message);
    return failed(denied, `${error.code}: ${error.message}`, exchange);
  }
  return failed(
    new GatewayFailure('API_CONFIGURATION_ERROR', 'Internal server error'),
    traceOf(error),
    exchange,
  );
}

/** @param error what the operator is told */
function failed(failure: GatewayFailure, error: string | undefined, exchange: Exchange): Outcome {
  const { type, message, integrationError } = failure;
  return { ...failureResponse(failure, exchange), error, integrationError, failure: { type, message } };
}
