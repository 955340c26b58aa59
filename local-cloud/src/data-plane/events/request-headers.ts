import type { Header, HttpRequest } from './types.ts';

/** They concern one connection only (RFC 9110, section 7.6.1), and end at the service's edge. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers that the edge sets itself, whatever the client sent. */
const EDGE_HEADERS = new Set(['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'x-amzn-trace-id']);

/**
 * What a function sees of the request's headers: those of the client, then the edge's own.
 * X-Forwarded-For continues what the client sent; the other two tell the truth about this connection.
 */
export function forwardedHeaders(request: HttpRequest, traceId: string): Header[] {
  const kept: Header[] = [];
  const via: string[] = [];
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase();
    if (lower === 'x-forwarded-for') via.push(value);
    if (!CONNECTION_HEADERS.has(lower) && !EDGE_HEADERS.has(lower)) kept.push([name, value]);
  }
  const scheme = request.scheme ?? 'http';
  // What the edge makes itself has no segment yet, and says nothing of sampling.
  const sent = headerValue(request.headers, 'x-amzn-trace-id');
  kept.push(['X-Amzn-Trace-Id', sent ?? (traceId.split(';')[0] || traceId)]);
  kept.push(['X-Forwarded-For', [...via, request.sourceIp].join(', ')]);
  kept.push(['X-Forwarded-Port', portOf(request, scheme)]);
  kept.push(['X-Forwarded-Proto', scheme]);
  return kept;
}

function portOf(request: HttpRequest, scheme: string): string {
  const [, port] = /:(\d+)$/.exec(headerValue(request.headers, 'host') ?? '') ?? [];
  return port ?? (scheme === 'https' ? '443' : '80');
}

/** @returns the first value of a header, by its name in lower case */
export function headerValue(headers: Header[], lowerName: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === lowerName)?.[1];
}
