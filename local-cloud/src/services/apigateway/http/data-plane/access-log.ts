import { createHash } from 'node:crypto';
import { parseArn } from '../../../../core/arn.ts';
import { accessLogTime } from '../../../../data-plane/events/time.ts';
import { logSink } from '../../../logs/sink.ts';
import type { Exchange, Outcome } from './exchange.ts';

/**
 * Writes the line that the stage's access log settings ask for, once a request is answered. Where the log group is gone,
 * nothing is written.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export function writeAccessLog(exchange: Exchange, outcome: Outcome, durationMs: number): void {
  const { destinationArn, format } = exchange.stage.accessLogSettings ?? {};
  if (!destinationArn || !format) return;
  const { service, region = '', resource = '' } = parseArn(destinationArn) ?? {};
  const [kind, logGroupName = ''] = resource.split(':');
  const sink = logSink({ cloud: exchange.cloud, region });
  if (service !== 'logs' || kind !== 'log-group' || !sink.hasGroup(logGroupName)) return;
  const now = new Date();
  const values = contextOf(exchange, outcome, durationMs, new Date(now.getTime() - durationMs));
  // Inserted as they are, also into JSON; what has no value is a hyphen.
  const message = format.replace(/\$context\.([\w.]*\w)/g, (_, name: string) =>
    String(values.get(name) ?? '-'),
  );
  const logStreamName = createHash('md5')
    .update(`${exchange.api.id}/${exchange.stage.stageName}`)
    .digest('hex');
  sink.write({ logGroupName, logStreamName, timestamp: now.getTime(), message });
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
function contextOf(
  { request, api, stage, cloud, snapshot, rawPath, domainName, apiRequestId }: Exchange,
  { status, body, integration }: Outcome,
  durationMs: number,
  started: Date,
): Map<string, string | number | undefined> {
  const { stageName } = stage;
  const { errorMessage, latencyMs } = integration ?? {};
  const latency = latencyMs === undefined ? undefined : Math.round(latencyMs);
  // What answered where no integration did.
  const gateway = integration?.status === undefined ? messageOf(body) : undefined;
  const values = {
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
  return new Map(Object.entries(values));
}

/** What API Gateway says where no integration answered. */
function messageOf(body: Buffer): string | undefined {
  if (body.length === 0) return undefined;
  const { message } = JSON.parse(body.toString()) as { message?: string };
  return message;
}
