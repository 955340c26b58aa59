import { AwsError } from '../core/aws-error.ts';
import type { ApiRequest } from './api-request.ts';

/** Names that lead to this machine, or that AWS tools put in the Host header while talking to it. */
const LOCAL_HOST =
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:127\.\d+\.\d+\.\d+\]|host\.docker\.internal|(.+\.)?localhost|(.+\.)?localhost\.localstack\.cloud|(.+\.)?amazonaws\.com(\.cn)?|(.+\.)?on\.aws)$/;

const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[a-z0-9.-]+\.localhost)(:\d+)?$/i;

/**
 * Keeps web pages of other origins out. A page that the user merely visits can send requests to loopback: its Origin
 * gives it away, or, after DNS rebinding, the Host it asks for does.
 *
 * @param options.anyHost whether the operator chose to listen beyond loopback, where hosts have names of their own
 * @param options.allowedOrigins origins a function URL's own CORS configuration names
 * @throws AwsError AccessDenied (403)
 */
export function guard(
  request: ApiRequest,
  options: { anyHost: boolean; allowedOrigins?: readonly string[] },
): void {
  if (!options.anyHost && !LOCAL_HOST.test(request.host)) {
    throw denied(`Host "${request.host}" is not a name of this machine. Ask for localhost instead.`);
  }
  const origin = request.header('origin');
  if (origin === undefined || LOCAL_ORIGIN.test(origin) || options.allowedOrigins?.includes(origin)) return;
  throw denied(`A page of origin "${origin}" may not use this endpoint; pages served from localhost may.`);
}

const denied = (message: string): AwsError => new AwsError('AccessDenied', message, { status: 403 });
