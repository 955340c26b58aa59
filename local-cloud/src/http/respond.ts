import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { WireResponse } from './wire-response.ts';

/**
 * Sends an answer. A body that streams is piped, and a client that goes away ends the stream.
 *
 * @returns the end of a body that streams; what is there whole is sent when this returns
 */
export function respond(response: ServerResponse, wire: WireResponse): Promise<void> | undefined {
  const { status, headers, body, encoding = 'utf8' } = wire;
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    // 204 and 304 must not have a length (RFC 9110, 8.6); a HEAD answer may bring the length of what GET would send.
    const bodiless = status === 204 || status === 304 || 'content-length' in headers;
    response.writeHead(
      status,
      bodiless ? { ...headers } : { ...headers, 'content-length': lengthOf(body, encoding) },
    );
    response.end(body, encoding);
    return undefined;
  }
  try {
    response.writeHead(status, headers);
  } catch (error) {
    // Whatever the body holds (a file) is let go of where no header can say what is to be said.
    body.destroy();
    throw error;
  }
  return pipeline(body, response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
}

function lengthOf(body: string | Buffer | undefined, encoding: 'utf8' | 'latin1'): number {
  if (typeof body === 'string') return encoding === 'latin1' ? body.length : Buffer.byteLength(body);
  return body?.length ?? 0;
}
