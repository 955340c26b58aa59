import { parseArn } from '../../../../core/arn.ts';
import { AwsError } from '../../../../core/aws-error.ts';
import {
  type HttpResponse,
  restApiError,
  restApiEvent,
  restApiHead,
  restApiResponse,
} from '../../../../data-plane/events/index.ts';
import { failureText } from '../../../../data-plane/failure-text.ts';
import { beginStreaming } from '../../../../data-plane/streaming.ts';
import { limitOf } from '../../../lambda/inspector/inspection.ts';
import { type InvocationResult, invokeFunction } from '../../../lambda/invoke.ts';
import { mayInvoke } from '../../../lambda/policy.ts';
import { lambdaTarget } from '../../shared/lambda-target.ts';
import { GatewayFailure, type MethodExchange, type Outcome } from './exchange.ts';
import { withGatewayHeaders } from './gateway-response.ts';

/** What API Gateway tells its client of anything that is wrong with a function or the way to it. */
const INTERNAL = 'Internal server error';

/**
 * Answers with what the method's function makes of the request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * @throws GatewayFailure where the function could not be called, or took too long
 */
export async function lambdaResponse(exchange: MethodExchange): Promise<Outcome> {
  const { method, stage, request, traceId, snapshot } = exchange;
  const { uri = '', timeoutInMillis = 29_000 } = method.methodIntegration ?? {};
  const functionName = lambdaTarget(uri, stage.variables) ?? '';
  const scope = {
    cloud: exchange.cloud,
    region: parseArn(functionName)?.region || exchange.region,
    accountId: exchange.cloud.accountId,
  };
  checkPermission(functionName, exchange, scope);
  const limit = limitOf(timeoutInMillis, scope);
  const payload = Buffer.from(JSON.stringify(eventOf(exchange)));
  const call = { functionName, payload, requestId: request.requestId, traceId };
  const started = performance.now();
  const target = functionName.split(':')[6] ?? functionName;
  const streams = method.methodIntegration?.responseTransferMode === 'STREAM';
  const begun = streams
    ? await within(
        limit,
        beginStreaming((onStream) => invoke({ ...call, onStream }, scope)),
      )
    : undefined;
  if (begun?.streamed) {
    const { refused, ...head } = await restApiHead(begun.streamed);
    const integrationLatencyMs = performance.now() - started;
    if (refused === undefined) {
      return { ...head, target, integrationLatencyMs, stream: begun.streamed.body, result: begun.result };
    }
    begun.streamed.body.destroy();
    return failed(exchange, head, target, await begun.result, refused, integrationLatencyMs);
  }
  const result = await (begun?.result ?? within(limit, invoke(call, scope)));
  const integrationLatencyMs = performance.now() - started;
  const binaryMediaTypes = [...snapshot.binaryMediaTypes];
  const accept = request.header('accept');
  const { refused, ...response } = streams
    ? { ...restApiError(), refused: 'it does not stream, as an integration of mode STREAM wants it to' }
    : restApiResponse(result, { binaryMediaTypes, accept });
  if (result.functionError !== undefined || refused !== undefined) {
    return failed(exchange, response, target, result, refused, integrationLatencyMs);
  }
  const { coldStart, log } = result;
  return { ...response, target, coldStart, integrationLatencyMs, log };
}

/** @param refused why the answer could not be sent; undefined where the function failed */
function failed(
  exchange: MethodExchange,
  response: HttpResponse,
  target: string,
  result: InvocationResult,
  refused: string | undefined,
  integrationLatencyMs: number,
): Outcome {
  return {
    ...withGatewayHeaders(response, 'DEFAULT_5XX', exchange),
    target,
    coldStart: result.coldStart,
    integrationLatencyMs,
    error: failureText(result, refused),
    log: result.log,
  };
}

async function invoke(...call: Parameters<typeof invokeFunction>): Promise<InvocationResult> {
  try {
    return await invokeFunction(...call);
  } catch (error) {
    throw unreachable(error);
  }
}

/** API Gateway may call a function that lets it, unless it has a role to call with. */
function checkPermission(
  functionName: string,
  { method, region, cloud, api, stage, request, resource }: MethodExchange,
  scope: Parameters<typeof mayInvoke>[2],
): void {
  if (method.methodIntegration?.credentials) return;
  const place = `${api.id}/${stage.stageName}/${request.method}${resource.path}`;
  const sourceArn = `arn:aws:execute-api:${region}:${cloud.accountId}:${place}`;
  let allowed: boolean;
  try {
    allowed = mayInvoke(functionName, { service: 'apigateway.amazonaws.com', sourceArn }, scope);
  } catch (error) {
    throw unreachable(error);
  }
  if (allowed) return;
  throw new GatewayFailure(
    'API_CONFIGURATION_ERROR',
    INTERNAL,
    `the policy of ${functionName} does not let apigateway.amazonaws.com invoke it for ${sourceArn}`,
  );
}

function unreachable(error: unknown): GatewayFailure {
  const detail = error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
  return new GatewayFailure('API_CONFIGURATION_ERROR', INTERNAL, detail);
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

/** The function runs on; nobody waits for its answer any more. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new GatewayFailure('INTEGRATION_TIMEOUT', 'Endpoint request timed out'));
    }, milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
