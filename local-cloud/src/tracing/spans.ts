import { createHash } from 'node:crypto';
import type { InvokedEvent, RequestEvent } from '../core/events.ts';
import { traceParent, traceRoot } from '../core/trace-header.ts';

/** Something that happened, and when it ended, in milliseconds since 1970. */
export type Happened =
  | { readonly at: number; readonly request: RequestEvent }
  | { readonly at: number; readonly invoked: InvokedEvent };

type Value = string | number | boolean | undefined;

/** @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly object[];
  readonly status: { readonly code: number; readonly message?: string };
}

const KIND = { server: 2 };
const STATUS = { unset: 0, error: 2 };

/** A request to send spans: those of each service below it, as a picture of services is drawn by their names. */
export function exportRequest(happened: readonly Happened[], version: string): object {
  const byService = new Map<string, Span[]>();
  for (const one of happened) {
    const [service, span] =
      'request' in one ? requestSpan(one.at, one.request) : functionSpan(one.at, one.invoked);
    const spans = byService.get(service);
    if (spans) spans.push(span);
    else byService.set(service, [span]);
  }
  return {
    resourceSpans: [...byService].map(([service, spans]) => ({
      resource: { attributes: attributes({ 'service.name': service, 'cloud.provider': 'aws' }) },
      scopeSpans: [{ scope: { name: 'local-cloud', version }, spans }],
    })),
  };
}

function requestSpan(at: number, event: RequestEvent): [service: string, span: Span] {
  const { kind, method, path, target, status, durationMs, error, requestId = '', region } = event;
  const [service, operation] = kind === 'api' ? (target ?? 'aws:?').split(':') : [kind];
  const failed = status >= 500;
  const span = {
    traceId: traceIdOf(event.traceId, requestId),
    spanId: spanIdOf(requestId),
    parentSpanId: traceParent(event.traceId),
    name: operation === undefined ? `${method} ${path}` : `${service}.${operation}`,
    ...timing(at, durationMs),
    attributes: attributes({
      'http.request.method': method,
      'url.path': path,
      'http.response.status_code': status,
      'aws.request_id': requestId,
      'cloud.region': region,
      ...(operation !== undefined && {
        'rpc.system': 'aws-api',
        'rpc.service': service,
        'rpc.method': operation,
      }),
      // A client's own mistake is no error of who answers it, by the conventions.
      ...(error !== undefined && !failed && { 'error.message': firstLine(error) }),
    }),
    status: failed ? { code: STATUS.error, message: error && firstLine(error) } : { code: STATUS.unset },
  };
  return [service ?? kind, span];
}

function functionSpan(at: number, event: InvokedEvent): [service: string, span: Span] {
  const { functionName, functionError, requestId, traceId, segmentId, byRequest, region } = event;
  const { coldStart, initDurationMs, totalMs } = event;
  const span = {
    traceId: traceIdOf(traceId, requestId),
    spanId: segmentId,
    parentSpanId: byRequest ? spanIdOf(requestId) : traceParent(traceId),
    name: functionName,
    ...timing(at, totalMs),
    attributes: attributes({
      'faas.name': functionName,
      'faas.invocation_id': requestId,
      'faas.coldstart': coldStart,
      'aws.lambda.init_duration_ms': initDurationMs,
      'cloud.region': region,
    }),
    status:
      functionError === undefined ? { code: STATUS.unset } : { code: STATUS.error, message: functionError },
  };
  return [functionName, span];
}

function timing(at: number, durationMs: number) {
  return {
    kind: KIND.server,
    startTimeUnixNano: nanoseconds(at - durationMs),
    endTimeUnixNano: nanoseconds(at),
  };
}

/** As text: a number of that size would lose digits. */
const nanoseconds = (ms: number): string => `${BigInt(Math.round(ms * 1000))}000`;

function attributes(values: Readonly<Record<string, Value>>): object[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : { key, value: typed(value) },
  );
}

function typed(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}

/** 32 digits: those of X-Ray's root, or of the request where it is in no trace. */
function traceIdOf(header: string | undefined, requestId: string): string {
  const root = traceRoot(header);
  const [, seconds, rest] = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/.exec(root ?? '') ?? [];
  return seconds !== undefined ? `${seconds}${rest}` : digits(root ?? requestId, 32);
}

const spanIdOf = (requestId: string): string => digits(requestId, 16);

/** The first digits of a UUID; what is none is hashed. */
function digits(id: string, count: number): string {
  const hex = id.replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(hex)
    ? hex.slice(0, count)
    : createHash('sha256').update(id).digest('hex').slice(0, count);
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
