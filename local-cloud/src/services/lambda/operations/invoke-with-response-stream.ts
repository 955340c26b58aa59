import { Readable } from 'node:stream';
import type { InvokeWithResponseStreamRequest } from '@aws-sdk/client-lambda';
import type { StreamedAnswer } from '../../../data-plane/events/index.ts';
import { beginStreaming } from '../../../data-plane/streaming.ts';
import { RawResponse } from '../../../http/wire-response.ts';
import { eventMessage } from '../event-stream.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { modelled } from '../input.ts';
import { invokeRecord } from '../invoke.ts';
import type { InvocationResult } from '../runtime/index.ts';
import { checkPayload, decodeContext, payloadOf } from './invoke.ts';

/**
 * The answer as the function writes it; one that does not stream comes as one chunk.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export const invokeWithResponseStream = modelled<InvokeWithResponseStreamRequest, Promise<RawResponse>>(
  'InvokeWithResponseStream',
  async (input, context) => {
    const { request: http, requestId, cloud } = context;
    const { record, qualifier } = findFunction(input.FunctionName, input.Qualifier, context);
    const { version } = resolveQualifier(record, qualifier);
    const payload = checkPayload(payloadOf(input.Payload), 'RequestResponse');
    const options = {
      requestId,
      clientContext: decodeContext(input.ClientContext),
      traceId: http?.header('x-amzn-trace-id'),
    };
    const headers = {
      'content-type': 'application/vnd.amazon.eventstream',
      'x-amzn-requestid': requestId,
      'x-amz-executed-version': version.version,
    };
    if (input.InvocationType === 'DryRun') return new RawResponse({ status: 204, headers });
    const { streamed, result } = await beginStreaming((onStream) =>
      invokeRecord(record, qualifier, payload, { ...options, onStream }, context),
    );
    void result.then((done) => cloud.events.emit('invocation', done));
    const body = Readable.from(messages(streamed, result, input.LogType === 'Tail'));
    return new RawResponse({ status: 200, headers, body });
  },
);

async function* messages(
  streamed: StreamedAnswer | undefined,
  result: Promise<InvocationResult>,
  withLog: boolean,
): AsyncGenerator<Buffer> {
  const chunk = (bytes: Buffer): Buffer => eventMessage('PayloadChunk', 'application/octet-stream', bytes);
  try {
    for await (const bytes of streamed?.body ?? []) yield chunk(bytes as Buffer);
  } catch {
    // The function broke off: the last message says so.
  }
  const { payload, functionError, logTail } = await result;
  if (!streamed && !functionError) yield chunk(payload);
  const complete = {
    ...(functionError && { ErrorCode: errorType(payload), ErrorDetails: payload.toString('utf8') }),
    ...(withLog && { LogResult: logTail.toString('base64') }),
  };
  yield eventMessage('InvokeComplete', 'application/json', Buffer.from(JSON.stringify(complete)));
}

function errorType(payload: Buffer): string {
  try {
    return String((JSON.parse(payload.toString('utf8')) as { errorType?: unknown }).errorType);
  } catch {
    return 'Unhandled';
  }
}
