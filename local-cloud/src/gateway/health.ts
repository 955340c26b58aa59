import type { ApiRequest } from '../http/api-request.ts';
import type { WireResponse } from '../http/wire-response.ts';
import type { Service } from '../services/service.ts';

/** Where LocalStack answers its health, which tools for it ask, and the same under our own name. */
const PATHS = new Set(['/_localstack/health', '/_local-cloud/health']);

/** Answers a health request (`pid` tells this process from others that had the port), 405 to one that would do more than ask, or undefined for any other. */
export function health(
  request: ApiRequest,
  services: readonly Service[],
  version: string,
): WireResponse | undefined {
  if (!PATHS.has(request.path)) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, headers: { allow: 'GET, HEAD' } };
  const running = Object.fromEntries(services.map((service) => [service.id, 'running']));
  const body = JSON.stringify({ services: running, edition: 'local-cloud', version, pid: process.pid });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}
