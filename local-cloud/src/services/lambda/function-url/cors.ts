import type { Cors } from '@aws-sdk/client-lambda';
import { isPreflight } from '../../../data-plane/cors.ts';
import type { ApiRequest } from '../../../http/api-request.ts';

type Header = [name: string, value: string];

/**
 * The headers a CORS configuration adds; for an origin it does not allow, only the one that keeps caches honest.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
export function corsHeaders(cors: Cors, request: ApiRequest): Header[] {
  const origin = request.header('origin');
  const headers: Header[] = [['Vary', 'Origin']];
  if (origin === undefined || !allowsOrigin(cors, origin)) return headers;
  headers.push(['Access-Control-Allow-Origin', allowedOrigin(cors, origin)]);
  if (cors.AllowCredentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (!isPreflight(request)) {
    if (cors.ExposeHeaders?.length)
      headers.push(['Access-Control-Expose-Headers', cors.ExposeHeaders.join(',')]);
    return headers;
  }
  if (cors.AllowMethods?.length) headers.push(['Access-Control-Allow-Methods', cors.AllowMethods.join(',')]);
  if (cors.AllowHeaders?.length) headers.push(['Access-Control-Allow-Headers', cors.AllowHeaders.join(',')]);
  if (cors.MaxAge !== undefined) headers.push(['Access-Control-Max-Age', String(cors.MaxAge)]);
  return headers;
}

/**
 * Puts the configuration's headers behind those of the function: what both say comes twice, which browsers refuse. Lambda
 * does so, and recommends to configure CORS in one place.
 */
export const withCors = (headers: Header[], cors: Cors, request: ApiRequest): Header[] => [
  ...headers,
  ...corsHeaders(cors, request),
];

const allowsOrigin = (cors: Cors, origin: string): boolean =>
  cors.AllowOrigins?.some((allowed) => allowed === '*' || allowed === origin) ?? false;

/** Browsers take no wildcard together with credentials. */
const allowedOrigin = (cors: Cors, origin: string): string =>
  cors.AllowOrigins?.includes('*') && !cors.AllowCredentials ? '*' : origin;
