import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { readBody } from '../http/body.ts';
import type { Header, HttpRequest } from './events/index.ts';

/**
 * A request as the event formatters want it, body read.
 *
 * @param tooLarge what is thrown for a body beyond the limit, in the front door's own words
 * @throws AwsError RequestEntityTooLargeException (413) where there are none
 */
export async function toHttpRequest(
  request: ApiRequest,
  maxBodyBytes: number,
  tooLarge?: () => Error,
): Promise<HttpRequest> {
  const { rawHeaders, socket, httpVersion } = request.raw;
  const headers: Header[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) headers.push([rawHeaders[i]!, rawHeaders[i + 1]!]);
  return {
    method: request.method,
    rawPath: request.path,
    rawQueryString: request.rawQuery,
    headers,
    sourceIp: (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    protocol: `HTTP/${httpVersion}`,
    body: hasBody(request) ? await bodyOf(request, maxBodyBytes, tooLarge) : Buffer.alloc(0),
  };
}

const hasBody = ({ raw }: ApiRequest): boolean =>
  raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0;

async function bodyOf({ raw }: ApiRequest, limit: number, tooLarge?: () => Error): Promise<Buffer> {
  try {
    return await readBody(raw, limit);
  } catch (error) {
    throw tooLarge && error instanceof AwsError && error.status === 413 ? tooLarge() : error;
  }
}
