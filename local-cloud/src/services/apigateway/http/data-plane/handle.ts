import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AwsError } from '../../../../core/aws-error.ts';
import type { Cloud } from '../../../../core/cloud.ts';
import { lacksSignature } from '../../../../data-plane/admission.ts';
import { isPreflight } from '../../../../data-plane/cors.ts';
import { toHttpRequest } from '../../../../data-plane/http-request.ts';
import { traceOf } from '../../../../data-plane/outcome.ts';
import { serve } from '../../../../data-plane/serve.ts';
import { newTraceId } from '../../../../data-plane/trace-id.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import type { HttpApi } from '../types.ts';
import { writeAccessLog } from './access-log.ts';
import { withCors } from './cors.ts';
import { type Exchange, failureResponse, GatewayFailure, type Outcome } from './exchange.ts';
import { lambdaResponse } from './lambda-integration.ts';
import { recordRequest } from './metrics.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

/** Where in an API a request goes. */
export interface Place {
  /** Missing where the path says it: named stages lead it, and all else is the `$default` stage's. */
  readonly stageName?: string;
  /** Percent-encoded; begins with a slash. */
  readonly rawPath: string;
  readonly domainName?: string;
}

/** Answers one request to an HTTP API. */
export function handleHttpApi(
  request: ApiRequest,
  response: ServerResponse,
  api: HttpApi,
  place: Place,
  cloud: Cloud,
): Promise<void> {
  // Such as `Jc2dgjPoAMEVRA=`: 15 characters and an equals sign.
  const apiRequestId = `${randomBytes(11).toString('base64url')}=`;
  const exchange = open(request, api, place, cloud, apiRequestId);
  const cors = exchange?.snapshot.cors;
  return serve<Outcome>(request, response, cloud, {
    kind: 'http-api',
    region: api.region,
    traceId: exchange?.traceId,
    answer: () => answer(exchange),
    fail,
    headers({ headers }) {
      const flat = (cors ? withCors(headers, cors, request) : headers).flat();
      flat.push('Apigw-Requestid', apiRequestId);
      return flat;
    },
    answered(outcome, durationMs) {
      if (!exchange) return;
      writeAccessLog(exchange, outcome, durationMs);
      recordRequest(exchange, outcome, durationMs);
    },
  });
}

/** The stage that a request is for, or undefined where there is none that has been deployed. */
function open(
  request: ApiRequest,
  api: HttpApi,
  { stageName, rawPath, domainName = `${api.id}.execute-api.localhost` }: Place,
  cloud: Cloud,
  apiRequestId: string,
): Exchange | undefined {
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(rawPath) ?? [];
  const leading = stageName === undefined && first !== '$default' ? api.stages.get(first) : undefined;
  const stage = leading ?? api.stages.get(stageName ?? '$default');
  const snapshot = api.deployments.get(stage?.deploymentId ?? '')?.snapshot;
  if (!stage || !snapshot || snapshot.disabled) return undefined;
  return {
    ...{ request, cloud, api, stage, snapshot, domainName, apiRequestId },
    rawPath: leading ? rest || '/' : rawPath,
    traceId: request.header('x-amzn-trace-id') ?? newTraceId(),
  };
}

async function answer(exchange: Exchange | undefined): Promise<Outcome> {
  if (!exchange) throw new GatewayFailure(404);
  const { request, snapshot, rawPath } = exchange;
  if (snapshot.cors && isPreflight(request)) return { status: 204, headers: [], body: Buffer.alloc(0) };
  const found = snapshot.router.find(request.method, rawPath);
  if (!found) throw new GatewayFailure(404);
  const { route, pathParameters } = found;
  if (lacksSignature(route.authorizationType, request)) throw new GatewayFailure(403);
  const integration = snapshot.integrations.get(route.target?.replace('integrations/', '') ?? '');
  if (!integration) throw new GatewayFailure(500, `the route ${route.routeKey} has no integration`);
  const http = { ...(await toHttpRequest(request, MAX_PAYLOAD_BYTES, tooLarge)), rawPath };
  return lambdaResponse({ ...exchange, route, integration, pathParameters, http });
}

const tooLarge = (): GatewayFailure => new GatewayFailure(413);

function fail(error: unknown): Outcome {
  if (error instanceof GatewayFailure) {
    const { status, message, detail, integration } = error;
    return { ...failureResponse(status, message), error: detail, integration };
  }
  if (error instanceof AwsError && error.status < 500) {
    return { ...failureResponse(error.status, error.message), error: `${error.code}: ${error.message}` };
  }
  return { ...failureResponse(500, 'Internal Server Error'), error: traceOf(error) };
}
