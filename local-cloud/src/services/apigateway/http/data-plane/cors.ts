import { isPreflight } from '../../../../data-plane/cors.ts';
import type { Header } from '../../../../data-plane/events/index.ts';
import type { ApiRequest } from '../../../../http/api-request.ts';
import type { Cors } from '../types.ts';

/** `*`, the origin itself, or `https://*`, which stands for any origin of that scheme. */
const allowsOrigin = ({ allowOrigins = [] }: Cors, origin: string): boolean =>
  allowOrigins.some(
    (allowed) =>
      allowed === '*' ||
      allowed.toLowerCase() === origin.toLowerCase() ||
      (/^[a-z]+:\/\/\*$/i.test(allowed) &&
        origin.toLowerCase().startsWith(allowed.slice(0, -1).toLowerCase())),
  );

/**
 * The answer's headers with the configuration's own in place of what the function says about CORS.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function withCors(headers: Header[], cors: Cors, request: ApiRequest): Header[] {
  const rest = headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
  return [...rest, ...corsHeaders(cors, request)];
}

function corsHeaders(cors: Cors, request: ApiRequest): Header[] {
  const origin = request.header('origin');
  if (origin === undefined || !allowsOrigin(cors, origin)) return [];
  const headers: Header[] = [
    ['access-control-allow-origin', cors.allowOrigins?.includes('*') ? '*' : origin],
  ];
  if (cors.allowCredentials) headers.push(['access-control-allow-credentials', 'true']);
  const lists = isPreflight(request)
    ? ({ 'allow-methods': cors.allowMethods, 'allow-headers': cors.allowHeaders } as const)
    : ({ 'expose-headers': cors.exposeHeaders } as const);
  for (const [name, values] of Object.entries(lists)) {
    if (values?.length) headers.push([`access-control-${name}`, values.join(',')]);
  }
  if (isPreflight(request) && cors.maxAge) headers.push(['access-control-max-age', String(cors.maxAge)]);
  return headers;
}
