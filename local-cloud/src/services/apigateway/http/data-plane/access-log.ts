import { accessLogTime } from '../../../../data-plane/events/time.ts';
import { type AccessLogValues, writeAccessLine } from '../../shared/access-log.ts';
import type { Exchange, Outcome } from './exchange.ts';

/**
 * Writes the line that the stage's access log settings ask for, once a request is answered.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export function writeAccessLog(exchange: Exchange, outcome: Outcome, durationMs: number): void {
  const { cloud, api, stage } = exchange;
  if (!stage.accessLogSettings) return;
  const about = { cloud, apiId: api.id, stageName: stage.stageName };
  writeAccessLine(about, stage.accessLogSettings, (now) =>
    contextOf(exchange, outcome, durationMs, new Date(now.getTime() - durationMs)),
  );
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
function contextOf(
  { request, api, stage, cloud, snapshot, rawPath, domainName, apiRequestId }: Exchange,
  { status, body, integration }: Outcome,
  durationMs: number,
  started: Date,
): AccessLogValues {
  const { stageName } = stage;
  const { errorMessage, latencyMs } = integration ?? {};
  const latency = latencyMs === undefined ? undefined : Math.round(latencyMs);
  // What answered where no integration did.
  const gateway = integration?.status === undefined ? messageOf(body) : undefined;
  return {
    accountId: cloud.accountId,
    apiId: api.id,
    domainName,
    domainPrefix: domainName.split('.')[0],
    'error.message': gateway,
    'error.messageString': gateway && JSON.stringify(gateway),
    extendedRequestId: apiRequestId,
    httpMethod: request.method,
    'identity.sourceIp': request.raw.socket.remoteAddress?.replace(/^::ffff:/, ''),
    'identity.userAgent': request.header('user-agent'),
    'integration.error': errorMessage,
    'integration.integrationStatus': latency === undefined ? undefined : 200,
    'integration.latency': latency,
    // The function's own status; `integrationStatus` is Lambda's, which answered even where the function failed.
    'integration.status': integration?.status,
    integrationErrorMessage: errorMessage,
    integrationLatency: latency,
    integrationStatus: latency === undefined ? undefined : 200,
    path: stageName === '$default' ? rawPath : `/${stageName}${rawPath}`,
    protocol: `HTTP/${request.raw.httpVersion}`,
    requestId: apiRequestId,
    requestTime: accessLogTime(started),
    requestTimeEpoch: started.getTime(),
    responseLatency: Math.round(durationMs),
    responseLength: body.length,
    routeKey: snapshot.router.find(request.method, rawPath)?.route.routeKey,
    stage: stageName,
    status,
  };
}

/** What API Gateway says where no integration answered. */
function messageOf(body: Buffer): string | undefined {
  if (body.length === 0) return undefined;
  const { message } = JSON.parse(body.toString()) as { message?: string };
  return message;
}
