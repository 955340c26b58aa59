import { Readable } from 'node:stream';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import { RawResponse } from '../../../protocols/protocol.ts';
import type { OperationContext } from '../../service.ts';
import { eventMessage } from '../event-stream.ts';
import { findFunction, resolveQualifier } from '../function-name.ts';
import { invokeRecord } from '../invoke.ts';
import type { InvocationResult, StreamedAnswer } from '../runtime/index.ts';
import { byQualifiedFunction } from '../schemas.ts';
import { beginStreaming } from '../streaming.ts';
import { checkPayload, decodeContext, EMPTY_EVENT } from './invoke.ts';

const Input = z.object({
  ...byQualifiedFunction,
  InvocationType: z.enum(['RequestResponse', 'DryRun']).default('RequestResponse'),
  LogType: z.enum(['None', 'Tail']).default('None'),
  ClientContext: z.string().optional(),
});

/**
 * The answer as the function writes it; one that does not stream comes as one chunk.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export async function invokeWithResponseStream(
  input: unknown,
  context: OperationContext,
): Promise<RawResponse> {
  const { request: http, requestId, cloud } = context;
  const request = checkInput(Input, {
    ...(input as object),
    InvocationType: http?.header('x-amz-invocation-type'),
    LogType: http?.header('x-amz-log-type'),
    ClientContext: http?.header('x-amz-client-context'),
  });
  const { record, qualifier } = findFunction(request.FunctionName, request.Qualifier, context);
  const { version } = resolveQualifier(record, qualifier);
  const payload = checkPayload((await http?.body()) ?? EMPTY_EVENT, 'RequestResponse');
  const options = {
    requestId,
    clientContext: decodeContext(request.ClientContext),
    traceId: http?.header('x-amzn-trace-id'),
  };
  const headers = {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': requestId,
    'x-amz-executed-version': version.version,
  };
  if (request.InvocationType === 'DryRun') return new RawResponse({ status: 204, headers });
  const { streamed, result } = await beginStreaming((onStream) =>
    invokeRecord(record, qualifier, payload, { ...options, onStream }, context),
  );
  void result.then((done) => cloud.events.emit('invocation', done));
  const body = Readable.from(messages(streamed, result, request.LogType === 'Tail'));
  return new RawResponse({ status: 200, headers, body });
}

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
