import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { WireResponse } from '../protocols/protocol.ts';

/** Sends an answer. A body that streams is piped, and a client that goes away ends the stream. */
export async function respond(response: ServerResponse, wire: WireResponse): Promise<void> {
  const { status, headers, body, encoding = 'utf8' } = wire;
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    // 204 and 304 must not have a length (RFC 9110, 8.6); a HEAD answer may bring the length of what GET would send.
    const bodiless = status === 204 || status === 304 || 'content-length' in headers;
    const length = bodiless ? {} : { 'content-length': lengthOf(body, encoding) };
    response.writeHead(status, { ...headers, ...length });
    response.end(body, encoding);
    return;
  }
  response.writeHead(status, headers);
  await pipeline(body, response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
}

function lengthOf(body: string | Buffer | undefined, encoding: 'utf8' | 'latin1'): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body, encoding) : body.length;
}
