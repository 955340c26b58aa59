import { AwsError } from '../core/aws-error.ts';
import { isLoopback } from '../core/listen.ts';
import type { ApiRequest } from './api-request.ts';

/** Names that lead to this machine, or that AWS tools put in the Host header while talking to it. */
const LOCAL_HOST =
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:127\.\d+\.\d+\.\d+\]|host\.docker\.internal|(.+\.)?localhost|(.+\.)?localhost\.localstack\.cloud|(.+\.)?amazonaws\.com(\.cn)?|(.+\.)?on\.aws)$/;

const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[a-z0-9.-]+\.localhost)(:\d+)?$/i;

/**
 * Refuses requests for a name that is not this machine's: after DNS rebinding a page's own name leads here, and its
 * requests are of the page's own origin. Deployed code asks for this and no more, as AWS runs a function whatever page
 * the request comes from, and leaves it to CORS what the page may read.
 *
 * @param hosts that the cloud listens on: beyond loopback machines have names of their own
 * @throws AwsError AccessDenied (403)
 */
export function guardHost(request: ApiRequest, hosts: readonly string[]): void {
  if (LOCAL_HOST.test(request.host) || !hosts.every(isLoopback)) return;
  throw denied(`Host "${request.host}" is not a name of this machine. Ask for localhost instead.`);
}

/**
 * Keeps web pages of other origins out of the AWS API. A page that the user merely visits can send requests to loopback:
 * its Origin gives it away, or what browsers send where there is none (`pageOrigin`).
 *
 * @throws AwsError AccessDenied (403)
 */
export function guardOrigin(request: ApiRequest): void {
  const origin = pageOrigin(request);
  if (origin === undefined || LOCAL_ORIGIN.test(origin)) return;
  throw denied(`A page of origin "${origin}" may not use this endpoint; pages served from localhost may.`);
}

/**
 * The origin of the page that made a browser send this, undefined where none did. A GET for an image, a script or a
 * link has no Origin, and `?Action=DeleteStack` is a GET: it is told by Sec-Fetch-Site, and its page by the Referer.
 *
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
function pageOrigin(request: ApiRequest): string | undefined {
  const origin = request.header('origin');
  if (origin !== undefined || request.header('sec-fetch-site') !== 'cross-site') return origin;
  return /^https?:\/\/[^/]+/.exec(request.header('referer') ?? '')?.[0] ?? 'null';
}

const denied = (message: string): AwsError => new AwsError('AccessDenied', message, { status: 403 });
