import type { ApiRequest } from '../http/api-request.ts';
import { readBody } from '../http/body.ts';
import type { Header, HttpRequest } from './events/index.ts';

/** A request as the event formatters want it, body read. @throws AwsError RequestEntityTooLargeException (413) */
export async function toHttpRequest(request: ApiRequest, maxBodyBytes: number): Promise<HttpRequest> {
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
    body: hasBody(request) ? await readBody(request.raw, maxBodyBytes) : Buffer.alloc(0),
  };
}

const hasBody = ({ raw }: ApiRequest): boolean =>
  raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0;
