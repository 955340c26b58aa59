import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from './api-request.ts';

/** Names that lead to this machine, or that AWS tools put in the Host header while talking to it. */
const LOCAL_HOST =
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:127\.\d+\.\d+\.\d+\]|host\.docker\.internal|(.+\.)?localhost|(.+\.)?localhost\.localstack\.cloud|(.+\.)?amazonaws\.com(\.cn)?|(.+\.)?on\.aws)$/;

const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[a-z0-9.-]+\.localhost)(:\d+)?$/i;

/**
 * Keeps web pages of other origins out. A page that the user merely visits can send requests to loopback: its Origin
 * gives it away, or what browsers send where there is none (`pageOrigin`), or, after DNS rebinding, the Host it asks for.
 *
 * @param options.anyHost whether the operator chose to listen beyond loopback, where hosts have names of their own
 * @param options.allowedOrigins of front doors to deployed code: origins that their own CORS configuration names
 * @throws AwsError AccessDenied (403)
 */
export function guard(
  request: ApiRequest,
  options: { anyHost: boolean; allowedOrigins?: readonly string[] },
): void {
  if (!options.anyHost && !LOCAL_HOST.test(request.host)) {
    throw denied(`Host "${request.host}" is not a name of this machine. Ask for localhost instead.`);
  }
  // Deployed code may be linked to from anywhere: a terminal in a browser shows its URLs as links.
  if (options.allowedOrigins && isLink(request)) return;
  const origin = pageOrigin(request);
  if (origin === undefined || LOCAL_ORIGIN.test(origin) || options.allowedOrigins?.includes(origin)) return;
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

/** A link that was followed, as opposed to a request that a page makes unseen. */
const isLink = (request: ApiRequest): boolean =>
  request.method === 'GET' &&
  request.header('origin') === undefined &&
  request.header('sec-fetch-mode') === 'navigate' &&
  request.header('sec-fetch-dest') === 'document';

const denied = (message: string): AwsError => new AwsError('AccessDenied', message, { status: 403 });
