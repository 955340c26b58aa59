/** What a caller sends. */
export interface Call {
  method?: string;
  /** Percent-encoded, with its query string. */
  path: string;
  headers?: [string, string][];
  body?: Buffer | string;
}

const context = { requestId: 'a-request' };

/** Every event that the layer takes, by the name of its source. */
export const events: Record<string, (call: Call) => object> = {
  'a REST API': restApiEvent,
  'an HTTP API': (call) => payloadV2Event(call, 'abc.execute-api.us-east-1.amazonaws.com'),
  'a function URL': (call) => payloadV2Event(call, 'abc.lambda-url.us-east-1.on.aws'),
  'a load balancer': (call) => loadBalancerEvent(call, false),
  'a load balancer with multi-value headers': (call) => loadBalancerEvent(call, true),
};

export function restApiEvent({ method = 'GET', path, headers = [], body }: Call): object {
  const [pathname = '/', search = ''] = path.split('?', 2);
  const query = [...new URLSearchParams(search)];
  return {
    resource: '/{proxy+}',
    path: pathname,
    httpMethod: method,
    headers: Object.fromEntries(headers),
    multiValueHeaders: grouped(headers),
    queryStringParameters: query.length > 0 ? Object.fromEntries(query) : null,
    multiValueQueryStringParameters: query.length > 0 ? grouped(query) : null,
    pathParameters: { proxy: pathname.slice(1) },
    stageVariables: null,
    requestContext: {
      ...context,
      stage: 'dev',
      path: `/dev${pathname}`,
      httpMethod: method,
      identity: { sourceIp: '203.0.113.7' },
    },
    ...bodyOf(body),
  };
}

export function payloadV2Event(call: Call, domainName: string): object {
  const { method = 'GET', path, headers = [], body } = call;
  const [pathname = '/', rawQueryString = ''] = path.split('?', 2);
  const rawPath = domainName.includes('.lambda-url.') ? pathname : decodeURIComponent(pathname);
  const isCookie = ([name]: [string, string]) => name.toLowerCase() === 'cookie';
  const joined: Record<string, string> = {};
  for (const [name, value] of headers.filter((header) => !isCookie(header))) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]},${value}`;
  }
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    cookies: headers.filter(isCookie).map(([, value]) => value),
    headers: joined,
    requestContext: {
      ...context,
      domainName,
      domainPrefix: 'abc',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'test' },
      routeKey: '$default',
      stage: '$default',
    },
    ...bodyOf(body),
  };
}

/** A load balancer decodes nothing: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
export function loadBalancerEvent(
  { method = 'GET', path, headers = [], body }: Call,
  multi: boolean,
): object {
  const [pathname = '/', search = ''] = path.split('?', 2);
  const query = search === '' ? [] : search.split('&').map((pair) => pair.split('=', 2) as [string, string]);
  const lowerCased = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return {
    requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:a' } },
    httpMethod: method,
    path: pathname,
    ...(multi
      ? { multiValueHeaders: grouped(lowerCased), multiValueQueryStringParameters: grouped(query) }
      : { headers: Object.fromEntries(lowerCased), queryStringParameters: Object.fromEntries(query) }),
    ...bodyOf(body),
  };
}

function grouped(pairs: [string, string][]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of pairs) lists[name] = [...(lists[name] ?? []), value];
  return lists;
}

function bodyOf(body: Buffer | string | undefined): { body: string | null; isBase64Encoded: boolean } {
  if (Buffer.isBuffer(body)) return { body: body.toString('base64'), isBase64Encoded: true };
  return { body: body ?? null, isBase64Encoded: false };
}
