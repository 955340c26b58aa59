import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StreamedAnswer } from './events/index.ts';

/**
 * Invokes a function whose answer may stream.
 *
 * @returns once the answer begins, or is there: the stream, undefined for an answer that came whole, and the result to be
 * @throws what the invocation throws, where it never began to answer
 */
export async function beginStreaming<Result>(
  invoke: (onStream: (answer: StreamedAnswer) => void) => Promise<Result>,
): Promise<{ streamed: StreamedAnswer | undefined; result: Promise<Result> }> {
  let begin: (answer: StreamedAnswer) => void = () => {};
  const begun = new Promise<StreamedAnswer>((resolve) => {
    begin = resolve;
  });
  const result = invoke(begin);
  const streamed = await Promise.race([begun, result.then(() => undefined)]);
  return { streamed, result };
}

/** Sends a body as it comes; a function that breaks off breaks the connection off, as the status is out already. */
export async function sendStream(response: ServerResponse, body: Readable, withBody: boolean): Promise<void> {
  response.flushHeaders();
  if (!withBody) {
    body.destroy();
    response.end();
    return;
  }
  await pipeline(body, response).catch(() => response.destroy());
}
