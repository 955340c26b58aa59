import { arn, parseArn } from '../../../../core/arn.ts';
import { AwsError } from '../../../../core/aws-error.ts';
import { iamAuthorizer } from '../../../../data-plane/events/iam-authorizer.ts';
import { httpApiEvent, httpApiResponse } from '../../../../data-plane/events/index.ts';
import { failureText } from '../../../../data-plane/failure-text.ts';
import { limitOf } from '../../../lambda/inspector/inspection.ts';
import { type InvocationResult, invokeFunction } from '../../../lambda/invoke.ts';
import { mayInvoke } from '../../../lambda/policy.ts';
import { functionOf } from '../lambda-target.ts';
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
  const { integration, stage, request, traceId, cloud, api } = exchange;
  const functionName = functionOf(integration.integrationUri ?? '', stage.stageVariables) ?? '';
  const region = parseArn(functionName)?.region || api.region;
  const scope = { cloud, region, accountId: cloud.accountId };
  checkPermission(functionName, exchange, scope);
  const isV1 = integration.payloadFormatVersion === '1.0';
  const payload = Buffer.from(JSON.stringify(isV1 ? payloadV1Event(exchange) : payloadV2Event(exchange)));
  if (payload.length > MAX_EVENT_BYTES) throw new GatewayFailure(413);
  const call = { functionName, payload, requestId: request.requestId, traceId };
  const started = performance.now();
  const answer = invokeFunction(call, scope).catch(unreachable);
  const result = await within(limitOf(integration.timeoutInMillis ?? 30_000, scope), answer);
  const { refused, ...response } = httpApiResponse(isV1 ? fromPayloadV1(result) : result);
  return {
    ...response,
    target: functionName.split(':')[6] ?? functionName,
    coldStart: result.coldStart,
    integration: { latencyMs: performance.now() - started, ...integrationFacts(result, response, refused) },
    error: failureText(result, refused),
    log: result.log,
  };
}

/**
 * In the words of access logs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
 */
function integrationFacts(
  result: InvocationResult,
  response: Outcome,
  refused: string | undefined,
): IntegrationFacts {
  if (refused !== undefined) {
    const errorMessage =
      "The response from the Lambda function doesn't match the format that API Gateway expects. Check the configuration for your Lambda function and try again.";
    return { errorMessage };
  }
  if (result.functionError === undefined) return { status: response.status };
  const errorMessage = `The Lambda function returned the following error: ${messageOf(result)}. Check your Lambda function code and try again.`;
  return { errorMessage };
}

/** A runtime of one's own may report a failure in any form. */
function messageOf({ payload, functionError }: InvocationResult): string {
  try {
    const { errorMessage } = JSON.parse(payload.toString()) as { errorMessage?: unknown };
    return String(errorMessage ?? functionError);
  } catch {
    return String(functionError);
  }
}

const NO_PERMISSION =
  "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.";

/** API Gateway may call a function that lets it, unless it has a role to call with. */
function checkPermission(
  functionName: string,
  { integration, cloud, api, stage, request, route }: RouteExchange,
  scope: Parameters<typeof mayInvoke>[2],
): void {
  if (integration.credentialsArn) return;
  const place = route.routeKey.replace(/^[A-Z]+ /, request.method);
  const owner = { region: api.region, accountId: cloud.accountId };
  const sourceArn = arn('execute-api', owner, `${api.id}/${stage.stageName}/${place}`);
  let allowed: boolean;
  try {
    allowed = mayInvoke(functionName, { service: 'apigateway.amazonaws.com', sourceArn }, scope);
  } catch (error) {
    throw unreachable(error);
  }
  if (allowed) return;
  const detail = `the policy of ${functionName} does not let apigateway.amazonaws.com invoke it for ${sourceArn}`;
  throw new GatewayFailure(500, detail, { errorMessage: NO_PERMISSION });
}

/** A function with no room for another invocation is unavailable; with any other trouble it is an error. */
function unreachable(error: unknown): never {
  const detail = error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
  const throttled = error instanceof AwsError && error.status === 429;
  throw new GatewayFailure(throttled ? 503 : 500, detail);
}

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

/** The function runs on; nobody waits for its answer any more. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const detail = `the function took longer than the integration's ${milliseconds} ms`;
    timer = setTimeout(() => reject(new GatewayFailure(503, detail)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
