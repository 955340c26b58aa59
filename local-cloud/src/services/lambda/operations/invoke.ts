import type { InvocationRequest } from '@aws-sdk/client-lambda';
import { RawResponse } from '../../../http/wire-response.ts';
import { invalidRequestContent, requestTooLarge } from '../errors.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { modelled } from '../input.ts';
import { invokeAsync } from '../invocation/async-invoke.ts';
import { invokeRecord } from '../invoke.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_SYNCHRONOUS_BYTES = 6_291_456;
const MAX_ASYNCHRONOUS_BYTES = 1_048_576;

const EMPTY_EVENT = Buffer.from('{}');

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke = modelled<InvocationRequest, Promise<RawResponse>>('Invoke', async (input, context) => {
  const { request: http, requestId } = context;
  const { record, qualifier } = findFunction(input.FunctionName, input.Qualifier, context);
  resolveQualifier(record, qualifier);
  const payload = checkPayload(payloadOf(input.Payload), input.InvocationType ?? 'RequestResponse');
  const options = {
    requestId,
    clientContext: decodeContext(input.ClientContext),
    traceId: http?.header('x-amzn-trace-id'),
  };
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  if (input.InvocationType === 'DryRun') return new RawResponse({ status: 204, headers });
  if (input.InvocationType === 'Event') {
    invokeAsync(record, qualifier, payload, options, context);
    return new RawResponse({ status: 202, headers });
  }
  const result = await invokeRecord(record, qualifier, payload, options, context);
  context.cloud.events.emit('invocation', result);
  return new RawResponse({
    status: 200,
    headers: {
      ...headers,
      'x-amz-executed-version': result.executedVersion,
      ...(result.functionError && { 'x-amz-function-error': result.functionError }),
      ...(input.LogType === 'Tail' && { 'x-amz-log-result': result.logTail.toString('base64') }),
    },
    body: result.payload,
  });
});

export const payloadOf = (payload: Uint8Array | undefined): Buffer =>
  payload ? Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength) : EMPTY_EVENT;

export function checkPayload(payload: Buffer, type: 'Event' | 'RequestResponse' | 'DryRun'): Buffer {
  if (payload.length > MAX_SYNCHRONOUS_BYTES) {
    throw requestTooLarge(
      `Request must be smaller than ${MAX_SYNCHRONOUS_BYTES} bytes for the InvokeFunction operation`,
    );
  }
  if (type === 'Event' && payload.length > MAX_ASYNCHRONOUS_BYTES) {
    throw requestTooLarge(
      `${payload.length} byte payload is too large for the Event invocation type (limit ${MAX_ASYNCHRONOUS_BYTES} bytes)`,
    );
  }
  if (payload.length === 0) return EMPTY_EVENT;
  try {
    JSON.parse(payload.toString('utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw invalidRequestContent(
      `Could not parse request body into json: Could not parse payload into json: ${detail}`,
    );
  }
  return payload;
}

/** Base64 on the wire, JSON for the runtime. */
export function decodeContext(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = Buffer.from(header, 'base64').toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw invalidRequestContent('Client context must be a valid Base64-encoded JSON object.');
  }
}
