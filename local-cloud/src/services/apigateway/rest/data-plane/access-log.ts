import { accessLogTime } from '../../../../data-plane/events/time.ts';
import { rootOf } from '../../../../data-plane/trace-id.ts';
import { type AccessLogValues, writeAccessLine } from '../../shared/access-log.ts';
import type { Exchange, Outcome } from './exchange.ts';

/**
 * Writes the line that the stage's access log settings ask for, once a request is answered.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function writeAccessLog(exchange: Exchange, outcome: Outcome, durationMs: number): void {
  const { cloud, api, stage } = exchange;
  if (!stage.accessLogSettings) return;
  const about = { cloud, apiId: api.id, stageName: stage.stageName ?? '' };
  writeAccessLine(about, stage.accessLogSettings, (now) =>
    valuesOf(exchange, outcome, durationMs, new Date(now.getTime() - durationMs)),
  );
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
function valuesOf(
  { request, api, stage, cloud, snapshot, rawPath, domainName, traceId, extendedRequestId }: Exchange,
  { status, body, integrationLatencyMs, integrationError, failure }: Outcome,
  durationMs: number,
  started: Date,
): AccessLogValues {
  const resource = snapshot.router.find(rawPath, () => true)?.target;
  const integrated = integrationLatencyMs !== undefined;
  const latency = integrated ? Math.round(integrationLatencyMs) : undefined;
  return {
    accountId: cloud.accountId,
    apiId: api.id,
    domainName,
    domainPrefix: domainName.split('.')[0],
    'error.message': failure?.message,
    'error.messageString': failure && JSON.stringify(failure.message),
    'error.responseType': failure?.type,
    extendedRequestId,
    httpMethod: request.method,
    'identity.sourceIp': request.raw.socket.remoteAddress?.replace(/^::ffff:/, ''),
    'identity.userAgent': request.header('user-agent'),
    'integration.error': integrationError,
    // Lambda's own status, which answered even where the function failed; `integration.status` is the function's.
    'integration.integrationStatus': integrated ? 200 : undefined,
    'integration.latency': latency,
    'integration.status': integrated && !failure ? status : undefined,
    integrationErrorMessage: integrationError,
    integrationLatency: latency,
    integrationStatus: integrated ? 200 : undefined,
    path: `/${stage.stageName}${rawPath}`,
    protocol: `HTTP/${request.raw.httpVersion}`,
    requestId: request.requestId,
    requestTime: accessLogTime(started),
    requestTimeEpoch: started.getTime(),
    resourceId: resource?.id,
    resourcePath: resource?.path,
    responseLatency: Math.round(durationMs),
    responseLength: body.length,
    stage: stage.stageName,
    status,
    xrayTraceId: rootOf(traceId),
  };
}
