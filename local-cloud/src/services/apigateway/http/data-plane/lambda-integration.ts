import { AwsError } from '../../../../core/aws-error.ts';
import { call } from '../../../../data-plane/call.ts';
import {
  type HttpResponse,
  httpApiEvent,
  httpApiResponse,
  iamAuthorizer,
} from '../../../../data-plane/events/index.ts';
import type { FunctionAnswer } from '../../../../data-plane/target.ts';
import type { FunctionTarget } from '../../../lambda/target.ts';
import { messageOfFailure } from '../../shared/function-error.ts';
import { lambdaTargetOrArn } from '../../shared/lambda-target.ts';
import { detailOf, reach } from '../../shared/reach.ts';
import { GatewayFailure, type IntegrationFacts, type Outcome, type RouteExchange } from './exchange.ts';
import { fromPayloadV1, payloadV1Event } from './payload-v1.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_EVENT_BYTES = 6_291_456;

/**
 * Answers with what the route's function makes of the request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws GatewayFailure where the function could not be called, or took too long
 */
export async function lambdaResponse(exchange: RouteExchange): Promise<Outcome> {
  const { integration, request, traceId } = exchange;
  const target = targetOf(exchange);
  const isV1 = integration.payloadFormatVersion === '1.0';
  const payload = Buffer.from(JSON.stringify(isV1 ? payloadV1Event(exchange) : payloadV2Event(exchange)));
  if (payload.length > MAX_EVENT_BYTES) throw new GatewayFailure(413);
  const ms = target.limit(integration.timeoutInMillis ?? 30_000);
  const detail = `the function took longer than the integration's ${ms} ms`;
  const { latencyMs, answer, ...response } = await call({
    ...{ target, payload, options: { requestId: request.requestId, traceId } },
    limit: { ms, late: () => new GatewayFailure(503, detail) },
    response: (result) => httpApiResponse(isV1 ? fromPayloadV1(result) : result),
  });
  const facts = answer && integrationFacts(answer, response);
  return { ...response, target: target.name, integration: { latencyMs, ...facts } };
}

/**
 * In the words of access logs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
 */
function integrationFacts(result: FunctionAnswer, response: HttpResponse): IntegrationFacts {
  if (response.refused !== undefined) {
    const errorMessage =
      "The response from the Lambda function doesn't match the format that API Gateway expects. Check the configuration for your Lambda function and try again.";
    return { errorMessage };
  }
  if (result.functionError === undefined) return { status: response.status };
  const errorMessage = `The Lambda function returned the following error: ${messageOfFailure(result)}. Check your Lambda function code and try again.`;
  return { errorMessage };
}

const NO_PERMISSION =
  "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.";

function targetOf({ integration, stage, cloud, api, request, route }: RouteExchange): FunctionTarget {
  const place = route.routeKey.replace(/^[A-Z]+ /, request.method);
  return reach(
    lambdaTargetOrArn(integration.integrationUri ?? '', stage.stageVariables) ?? '',
    { place: `${api.id}/${stage.stageName}/${place}`, byRole: Boolean(integration.credentialsArn) },
    { cloud, region: api.region, accountId: cloud.accountId },
    { failed, denied: (detail) => new GatewayFailure(500, detail, { errorMessage: NO_PERMISSION }) },
  );
}

/** A function with no room for another invocation is unavailable; with any other trouble it is an error. */
const failed = (error: unknown): GatewayFailure =>
  new GatewayFailure(error instanceof AwsError && error.status === 429 ? 503 : 500, detailOf(error));

function payloadV2Event(exchange: RouteExchange) {
  const { http, cloud, api, stage, route, request } = exchange;
  const signed = route.authorizationType === 'AWS_IAM' && request.scope;
  return httpApiEvent(
    http,
    { requestId: exchange.apiRequestId, traceId: exchange.traceId, time: new Date() },
    {
      ...{ accountId: cloud.accountId, apiId: api.id, domainName: exchange.domainName },
      ...{ routeKey: route.routeKey, stage: stage.stageName, stageVariables: stage.stageVariables },
      pathParameters: exchange.pathParameters,
      authorizer: signed ? iamAuthorizer(signed, cloud.accountId) : undefined,
    },
  );
}
