import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { AwsError } from '../../../core/aws-error.ts';
import type { Cloud, FunctionLog } from '../../../core/cloud.ts';
import { iamAuthorizer } from '../../../data-plane/events/iam-authorizer.ts';
import {
  functionUrlEvent,
  functionUrlHead,
  functionUrlResponse,
  type HttpResponse,
} from '../../../data-plane/events/index.ts';
import { failureText } from '../../../data-plane/failure-text.ts';
import { toHttpRequest } from '../../../data-plane/http-request.ts';
import { beginStreaming, sendStream } from '../../../data-plane/streaming.ts';
import { newTraceId, rootOf } from '../../../data-plane/trace-id.ts';
import type { ApiRequest } from '../../../http/api-request.ts';
import { guardHost } from '../../../http/guard.ts';
import { requestTooLarge } from '../errors.ts';
import { type InvocationResult, invokeRecord } from '../invoke.ts';
import type { InvokeOptions } from '../runtime/index.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionUrl } from '../types.ts';
import { isPreflight, withCors } from './cors.ts';
import { FORBIDDEN } from './no-such-url.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_EVENT_BYTES = 6_291_456;

interface Outcome extends HttpResponse {
  readonly coldStart?: boolean;
  readonly error?: string;
  readonly log?: FunctionLog;
  /** In place of `body`, where it streams. */
  readonly stream?: Readable;
  /** What is known of the invocation once the stream has ended. */
  readonly result?: Promise<InvocationResult>;
}

type Streaming = Awaited<ReturnType<typeof beginStreaming>>;

/** Answers one request to a function URL: the way of every request to deployed code, so nothing here waits needlessly. */
export async function handleFunctionUrl(
  request: ApiRequest,
  response: ServerResponse,
  url: FunctionUrl,
  cloud: Cloud,
): Promise<void> {
  const started = performance.now();
  const traceId = request.header('x-amzn-trace-id') ?? newTraceId();
  let outcome: Outcome;
  try {
    outcome = await answer(request, url, cloud, traceId);
  } catch (thrown) {
    outcome = failure(thrown);
  }
  await send(response, request, url, outcome, traceId);
  const result = await outcome.result?.catch(() => undefined);
  cloud.events.emit('request', {
    kind: 'function-url',
    method: request.method,
    path: request.path,
    status: outcome.status,
    durationMs: performance.now() - started,
    target: url.functionName,
    coldStart: (result ?? outcome).coldStart,
    error: outcome.error ?? (result && failureText(result, undefined)),
    log: (result ?? outcome).log,
    requestId: request.requestId,
    traceId: request.header('x-amzn-trace-id') ?? rootOf(traceId),
    region: url.region,
  });
}

async function answer(
  request: ApiRequest,
  url: FunctionUrl,
  cloud: Cloud,
  traceId: string,
): Promise<Outcome> {
  guardHost(request, cloud.hosts);
  if (url.cors && isPreflight(request)) return { status: 200, headers: [], body: Buffer.alloc(0) };
  const scope = { cloud, region: url.region, accountId: cloud.accountId };
  if (url.authType === 'AWS_IAM' && !request.scope) throw forbidden();
  const record = lambdaStore(scope).functions.get(url.functionName);
  if (!record) throw forbidden();

  const facts = { requestId: request.requestId, traceId, time: new Date() };
  const source = { urlId: url.id, domainName: request.host, ...signer(request, url, cloud) };
  const event = functionUrlEvent(await toHttpRequest(request, MAX_EVENT_BYTES), facts, source);
  const payload = Buffer.from(JSON.stringify(event));
  if (payload.length > MAX_EVENT_BYTES) throw tooLarge();
  const options = { requestId: request.requestId, traceId };
  const invoke = (onStream?: InvokeOptions['onStream']) =>
    invokeRecord(record, url.qualifier, payload, { ...options, onStream }, scope);
  if (url.invokeMode === 'RESPONSE_STREAM') return streamedOutcome(await beginStreaming(invoke));
  return outcomeOf(await invoke());
}

async function streamedOutcome({ streamed, result }: Streaming): Promise<Outcome> {
  if (!streamed) return outcomeOf(await result);
  const { refused, ...head } = await functionUrlHead(streamed);
  if (refused === undefined) return { ...head, stream: streamed.body, result };
  streamed.body.destroy();
  const done = await result;
  return { ...head, coldStart: done.coldStart, error: failureText(done, refused), log: done.log };
}

function outcomeOf(result: InvocationResult): Outcome {
  const { refused, ...response } = functionUrlResponse(result);
  return {
    ...response,
    coldStart: result.coldStart,
    error: failureText(result, refused),
    log: result.log,
  };
}

function signer({ scope }: ApiRequest, url: FunctionUrl, { accountId }: Cloud) {
  if (url.authType !== 'AWS_IAM' || !scope) return {};
  return { accountId, authorizer: iamAuthorizer(scope, accountId) };
}

const forbidden = (): AwsError => new AwsError('AccessDeniedException', FORBIDDEN, { status: 403 });
const tooLarge = (): AwsError =>
  requestTooLarge(`Request must be smaller than ${MAX_EVENT_BYTES} bytes for the InvokeFunction operation`);

function failure(thrown: unknown): Outcome {
  if (thrown instanceof AwsError && thrown.status < 500) {
    return {
      status: thrown.status,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-amzn-ErrorType', thrown.code],
      ],
      body: Buffer.from(JSON.stringify(refusalBody(thrown))),
      error: `${thrown.code}: ${thrown.message}`,
    };
  }
  // A sentence of our own says what is wrong; where it came up in here is nobody's concern.
  const cause = thrown instanceof AwsError ? (thrown.cause ?? thrown.message) : thrown;
  return {
    status: 502,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('Internal Server Error'),
    error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  };
}

/** A throttled request has the body that the Invoke API has. */
const refusalBody = ({ status, message, members: { Reason, Type } }: AwsError): object =>
  status === 429 ? { Reason, Type, message } : { Message: message };

async function send(
  response: ServerResponse,
  request: ApiRequest,
  { cors }: FunctionUrl,
  outcome: Outcome,
  traceId: string,
): Promise<void> {
  // The client went away; the function has run to its end all the same, as on AWS.
  if (response.destroyed) {
    outcome.stream?.destroy();
    return;
  }
  const { status, body } = outcome;
  const headers = cors ? withCors(outcome.headers, cors, request) : outcome.headers;
  const flat = headers.flat();
  flat.push('x-amzn-RequestId', request.requestId, 'X-Amzn-Trace-Id', rootOf(traceId));
  if (outcome.stream) {
    response.writeHead(status, flat);
    return sendStream(response, outcome.stream, request.method !== 'HEAD');
  }
  // 1xx, 204 and 304 must not have a length (RFC 9110, 8.6).
  if (status !== 204 && status !== 304) flat.push('Content-Length', String(body.length));
  response.writeHead(status, flat);
  response.end(request.method === 'HEAD' ? undefined : body);
}
