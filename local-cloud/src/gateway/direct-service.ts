import type { RequestHead } from '../http/api-request.ts';
import { targetPrefix } from '../http/target.ts';
import type { WholeProtocol } from '../protocols/protocol.ts';
import type { Service } from '../services/service.ts';

/** Names under which nobody but the AWS API answers at `/`. */
const PLAIN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** A service whose requests a connection can read and answer by itself. */
export type DirectService = Omit<Service, 'protocol'> & { readonly protocol: WholeProtocol };

/**
 * The short way to the service of a request that names it in `X-Amz-Target`, which is most of what SDKs send: asked of this
 * machine by a plain name, and by no browser, it can be neither for deployed code nor from a page. Any other request goes
 * the whole way.
 */
export function directServices(services: readonly Service[]): (head: RequestHead) => Service | undefined {
  const byPrefix = new Map(
    services.flatMap((service) => (service.targetPrefixes ?? []).map((prefix) => [prefix, service])),
  );
  return ({ method, url, headers }) => {
    const target = headers['x-amz-target'];
    if (typeof target !== 'string' || method !== 'POST' || url !== '/') return undefined;
    if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return undefined;
    if (!PLAIN_HOST.test(headers.host ?? '')) return undefined;
    return byPrefix.get(targetPrefix(target));
  };
}

export const isDirect = (service: Service | undefined): service is DirectService =>
  service !== undefined && 'answersWhole' in service.protocol;
