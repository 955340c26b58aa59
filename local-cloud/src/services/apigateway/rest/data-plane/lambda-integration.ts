import { call } from '../../../../data-plane/call.ts';
import {
  restApiError,
  restApiEvent,
  restApiHead,
  restApiResponse,
} from '../../../../data-plane/events/index.ts';
import type { FunctionTarget } from '../../../lambda/target.ts';
import { messageOfFailure } from '../../shared/function-error.ts';
import { lambdaTarget } from '../../shared/lambda-target.ts';
import { detailOf, reach } from '../../shared/reach.ts';
import { GatewayFailure, type MethodExchange, type Outcome } from './exchange.ts';
import { withGatewayHeaders } from './gateway-response.ts';

/** What API Gateway tells its client of anything that is wrong with a function or the way to it. */
const unreachable = (detail: string, integrationError?: string): GatewayFailure =>
  new GatewayFailure('API_CONFIGURATION_ERROR', 'Internal server error', detail, integrationError);

/**
 * In the words of API Gateway's logs.
 *
 * @see https://repost.aws/knowledge-center/malformed-502-api-gateway
 * @see https://repost.aws/knowledge-center/api-gateway-internal-server-error
 */
const MALFORMED = 'Execution failed due to configuration error: Malformed Lambda proxy response';
const NO_PERMISSION = 'Execution failed due to configuration error: Invalid permissions on Lambda function';
const TIMED_OUT = 'Execution failed due to a timeout error';

/**
 * Answers with what the method's function makes of the request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * @throws GatewayFailure where the function could not be called, or took too long
 */
export async function lambdaResponse(exchange: MethodExchange): Promise<Outcome> {
  const { method, request, traceId } = exchange;
  const { timeoutInMillis = 29_000, responseTransferMode } = method.methodIntegration ?? {};
  const target = targetOf(exchange);
  const streams = responseTransferMode === 'STREAM';
  const { latencyMs, answer, ...response } = await call({
    target,
    payload: Buffer.from(JSON.stringify(eventOf(exchange))),
    options: { requestId: request.requestId, traceId },
    limit: {
      ms: target.limit(timeoutInMillis),
      late: () =>
        new GatewayFailure('INTEGRATION_TIMEOUT', 'Endpoint request timed out', undefined, TIMED_OUT),
    },
    head: streams ? restApiHead : undefined,
    response: streams ? unstreamed : (result) => restApiResponse(result, responseOptions(exchange)),
  });
  const outcome = { ...response, target: target.name, integrationLatencyMs: latencyMs };
  const functionFailed = answer?.functionError !== undefined;
  if (!functionFailed && response.refused === undefined) return outcome;
  const type = 'DEFAULT_5XX';
  return {
    ...withGatewayHeaders(outcome, type, exchange),
    failure: { type, message: 'Internal server error' },
    integrationError: functionFailed
      ? `Lambda execution failed with status 200 due to customer function error: ${messageOfFailure(answer)}. Lambda request id: ${request.requestId}`
      : MALFORMED,
  };
}

const unstreamed = () => ({
  ...restApiError(),
  refused: 'it does not stream, as an integration of mode STREAM wants it to',
});

const responseOptions = ({ snapshot, request }: MethodExchange) => ({
  binaryMediaTypes: [...snapshot.binaryMediaTypes],
  accept: request.header('accept'),
});

function targetOf(exchange: MethodExchange): FunctionTarget {
  const { method, stage, api, request, resource, cloud, region } = exchange;
  const { uri = '', credentials } = method.methodIntegration ?? {};
  return reach(
    lambdaTarget(uri, stage.variables) ?? '',
    {
      place: `${api.id}/${stage.stageName}/${request.method}${resource.path}`,
      byRole: Boolean(credentials),
    },
    { cloud, region, accountId: cloud.accountId },
    {
      failed: (error) => unreachable(detailOf(error)),
      denied: (detail) => unreachable(detail, NO_PERMISSION),
    },
  );
}

function eventOf(exchange: MethodExchange) {
  const { http, request, traceId, api, stage, resource, snapshot } = exchange;
  return restApiEvent(
    http,
    { requestId: request.requestId, traceId, time: new Date() },
    {
      accountId: exchange.cloud.accountId,
      apiId: api.id,
      domainName: exchange.domainName,
      stage: stage.stageName,
      resourceId: resource.id,
      resourcePath: resource.path,
      pathParameters: exchange.pathParameters,
      stageVariables: stage.variables,
      sentPath: exchange.sentPath,
      deploymentId: stage.deploymentId,
      binaryMediaTypes: [...snapshot.binaryMediaTypes],
      apiKey: exchange.apiKey,
      extendedRequestId: exchange.extendedRequestId,
    },
  );
}
