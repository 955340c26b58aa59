import type { ServerResponse } from 'node:http';
import { AwsError } from '../../../core/aws-error.ts';
import type { Cloud } from '../../../core/cloud.ts';
import { lacksSignature } from '../../../data-plane/admission.ts';
import { call } from '../../../data-plane/call.ts';
import { isPreflight } from '../../../data-plane/cors.ts';
import {
  functionUrlEvent,
  functionUrlHead,
  functionUrlResponse,
  iamAuthorizer,
} from '../../../data-plane/events/index.ts';
import { toHttpRequest } from '../../../data-plane/http-request.ts';
import { type Outcome, traceOf } from '../../../data-plane/outcome.ts';
import { serve } from '../../../data-plane/serve.ts';
import { newTraceId, rootOf } from '../../../data-plane/trace-id.ts';
import type { ApiRequest } from '../../../http/api-request.ts';
import { requestTooLarge } from '../errors.ts';
import { invokeRecord } from '../invoke.ts';
import { lambdaStore } from '../store.ts';
import type { FunctionUrl } from '../types.ts';
import { withCors } from './cors.ts';
import { FORBIDDEN } from './no-such-url.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_EVENT_BYTES = 6_291_456;

/** Answers one request to a function URL. */
export function handleFunctionUrl(
  request: ApiRequest,
  response: ServerResponse,
  url: FunctionUrl,
  cloud: Cloud,
): Promise<void> {
  const traceId = request.header('x-amzn-trace-id') ?? newTraceId();
  return serve(request, response, cloud, {
    kind: 'function-url',
    region: url.region,
    traceId,
    target: url.functionName,
    answer: () => answer(request, url, cloud, traceId),
    fail,
    headers({ headers }) {
      const flat = (url.cors ? withCors(headers, url.cors, request) : headers).flat();
      flat.push('x-amzn-RequestId', request.requestId, 'X-Amzn-Trace-Id', rootOf(traceId));
      return flat;
    },
  });
}

async function answer(
  request: ApiRequest,
  url: FunctionUrl,
  cloud: Cloud,
  traceId: string,
): Promise<Outcome> {
  if (url.cors && isPreflight(request)) return { status: 200, headers: [], body: Buffer.alloc(0) };
  const scope = { cloud, region: url.region, accountId: cloud.accountId };
  if (lacksSignature(url.authType, request)) throw forbidden();
  const record = lambdaStore(scope).functions.get(url.functionName);
  if (!record) throw forbidden();

  const facts = { requestId: request.requestId, traceId, time: new Date() };
  const source = { urlId: url.id, domainName: request.host, ...signer(request, url, cloud) };
  const event = functionUrlEvent(await toHttpRequest(request, MAX_EVENT_BYTES), facts, source);
  const payload = Buffer.from(JSON.stringify(event));
  if (payload.length > MAX_EVENT_BYTES) throw tooLarge();
  return call({
    target: {
      name: record.name,
      invoke: (bytes, options) => invokeRecord(record, url.qualifier, bytes, options, scope),
    },
    payload,
    options: { requestId: request.requestId, traceId },
    response: functionUrlResponse,
    head: url.invokeMode === 'RESPONSE_STREAM' ? functionUrlHead : undefined,
  });
}

function signer({ scope }: ApiRequest, url: FunctionUrl, { accountId }: Cloud) {
  if (url.authType !== 'AWS_IAM' || !scope) return {};
  return { accountId, authorizer: iamAuthorizer(scope, accountId) };
}

const forbidden = (): AwsError => new AwsError('AccessDeniedException', FORBIDDEN, { status: 403 });
const tooLarge = (): AwsError =>
  requestTooLarge(`Request must be smaller than ${MAX_EVENT_BYTES} bytes for the InvokeFunction operation`);

function fail(thrown: unknown): Outcome {
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
  return {
    status: 502,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('Internal Server Error'),
    // A sentence of our own says what is wrong; where it came up in here is nobody's concern.
    error: traceOf(thrown instanceof AwsError ? (thrown.cause ?? thrown.message) : thrown),
  };
}

/** A throttled request has the body that the Invoke API has. */
const refusalBody = ({ status, message, members: { Reason, Type } }: AwsError): object =>
  status === 429 ? { Reason, Type, message } : { Message: message };
