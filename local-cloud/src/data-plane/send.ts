import type { ServerResponse } from 'node:http';
import type { Outcome } from './outcome.ts';
import { sendStream } from './streaming.ts';

/**
 * Sends an answer to a client that is still there; where it went away, the function has run to its end all the same, as on AWS.
 *
 * @param headers names and values by turns, in the order they are sent; the length comes besides
 * @returns the end of a body that streams; what is there whole is sent when this returns
 */
export function send(
  response: ServerResponse,
  method: string,
  { status, body, stream }: Outcome,
  headers: string[],
): Promise<void> | undefined {
  if (response.destroyed) {
    stream?.destroy();
    return undefined;
  }
  if (stream) {
    response.writeHead(status, headers);
    return sendStream(response, stream, method !== 'HEAD');
  }
  // 1xx, 204 and 304 must not have a length (RFC 9110, 8.6).
  if (status !== 204 && status !== 304) headers.push('Content-Length', String(body.length));
  response.writeHead(status, headers);
  response.end(method === 'HEAD' ? undefined : body);
  return undefined;
}
