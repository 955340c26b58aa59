/** A request as a caller writes it: the path is percent-encoded and may have a query string. */
export interface Call {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** The event of a function URL: payload 2.0, the path as the caller encoded it, stage `$default`. */
export function functionUrlEvent({ method, path, headers = {}, body }: Call): object {
  const [rawPath = '/', rawQueryString = ''] = path.split('?', 2);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: lowerCased(headers),
    requestContext: {
      domainName: 'abc.lambda-url.us-east-1.on.aws',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7' },
      requestId: 'a-request',
      routeKey: '$default',
      stage: '$default',
    },
    ...bodyOf(body),
  };
}

/** The event of a REST API with `ANY /{proxy+}`: path and parameters stay encoded, the query is decoded. */
export function restApiEvent({ method, path, headers = {}, body }: Call): object {
  const [pathname = '/', search = ''] = path.split('?', 2);
  const query = new URLSearchParams(search);
  const names = [...new Set(query.keys())];
  return {
    resource: pathname === '/' ? '/' : '/{proxy+}',
    path: pathname,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: names.length ? Object.fromEntries(query) : null,
    multiValueQueryStringParameters: names.length
      ? Object.fromEntries(names.map((name) => [name, query.getAll(name)]))
      : null,
    pathParameters: pathname === '/' ? null : { proxy: pathname.replace(/^\/|\/$/g, '') },
    stageVariables: null,
    requestContext: {
      stage: 'local',
      path: `/local${pathname}`,
      httpMethod: method,
      requestId: 'a-request',
      identity: { sourceIp: '203.0.113.7' },
    },
    ...bodyOf(body),
  };
}

/** Lambda gets text as it is, and everything else in base64. */
function bodyOf(body: string | Buffer | undefined): { body: string | null; isBase64Encoded: boolean } {
  if (Buffer.isBuffer(body)) return { body: body.toString('base64'), isBase64Encoded: true };
  return { body: body ?? null, isBase64Encoded: false };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
