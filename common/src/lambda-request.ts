import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import { isTextual } from './is-textual.ts';

/** serverless-http puts the body beside the stream as well. */
type LambdaRequest = IncomingMessage & { body?: Buffer };

/**
 * Options for serverless-http: the app sees the path below the API, whatever the API is mounted on.
 *
 * REST APIs and function URLs deliver the path percent-encoded, as the caller wrote it, and Express decodes
 * it once, so ids with `%2F` or `%25` arrive whole. HTTP APIs decode it before the function sees it, so
 * there an id with a slash can't be told from two segments; the modules use no HTTP API.
 */
export const lambdaOptions = {
  /** What is no text goes in base64, which a function URL and an API make bytes again. */
  binary: (headers: Record<string, string>): boolean => !isTextual(headers),
  request(request: LambdaRequest, event: APIGatewayProxyEvent | APIGatewayProxyEventV2): void {
    // The header tells what the caller sent. The event may hold less: serverless-offline makes the body
    // `null` an empty one, and a REST API without binary types rewrites bytes that are not UTF-8.
    request.headers['content-length'] = String(request.body?.length ?? 0);
    if ('multiValueHeaders' in event) joinRepeated(request.headers, event.multiValueHeaders);
    const prefix = 'rawPath' in event ? stagePrefix(event) : basePath(event);
    const url = 'rawPath' in event && isDecoded(event) ? encodePercent(request.url) : (request.url ?? '/');
    request.url = url;
    if (prefix !== '' && url.startsWith(prefix) && /^(?:[/?]|$)/.test(url.slice(prefix.length))) {
      const rest = url.slice(prefix.length);
      request.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
  },
};

/** serverless-http takes a header that came more than once from `headers`, where only the last value is. */
function joinRepeated(
  headers: IncomingHttpHeaders,
  values: Record<string, string[] | undefined> | null | undefined,
): void {
  for (const [name, list] of Object.entries(values ?? {})) {
    const key = name.toLowerCase();
    if (list && list.length > 1) headers[key] = list.join(key === 'cookie' ? '; ' : ', ');
  }
}

/**
 * Payload format 2.0 comes from function URLs, which keep the path as it was sent, and from HTTP APIs, which don't.
 * An HTTP API's `domainPrefix` is the first label of its domain, custom ones included; a function URL on this machine
 * may have `localhost` for a domain, and its own id for the prefix.
 */
function isDecoded({ requestContext }: APIGatewayProxyEventV2): boolean {
  const { domainName = '', domainPrefix } = requestContext;
  return !domainName.includes('.lambda-url.') && domainPrefix === domainName.split('.', 1)[0];
}

/** Makes every percent sign of the path one that is meant; the query string is never decoded. */
function encodePercent(url = '/'): string {
  const [path = '', ...query] = url.split('?');
  // serverless-http has encoded these two on its own, as they would end the path.
  const encoded = path.replaceAll(/%(?!3F|23)/g, '%25');
  return [encoded, ...query].join('?');
}

/** With payload format 2.0 the path of a named stage begins with it; function URLs have `$default` only. */
function stagePrefix({ requestContext }: APIGatewayProxyEventV2): string {
  const { stage } = requestContext;
  return stage === '$default' || !stage ? '' : `/${stage}`;
}

/**
 * Behind a custom domain the path of a REST API begins with the base path mapping, and nothing in the event
 * names it: it is what stands before the part that `{proxy+}` stands for.
 */
function basePath({ path, resource, pathParameters }: APIGatewayProxyEvent): string {
  const segments = path.replace(/\/$/, '').split('/');
  if (resource === '/') return segments.join('/');
  const proxy = pathParameters?.proxy;
  if (resource !== '/{proxy+}' || !proxy) return '';
  const start = segments.findIndex((_, index) => sameDecoded(segments.slice(index).join('/'), proxy));
  return segments.slice(0, Math.max(start, 0)).join('/');
}

/** AWS leaves path parameters percent-encoded as the path is; emulators of it decode the one or the other. */
function sameDecoded(one: string, other: string): boolean {
  return one === other || decoded(one) === decoded(other);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
