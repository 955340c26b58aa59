import { dictionary, unlessEmpty } from './dictionary.ts';
import { eventBody } from './event-body.ts';
import { parseQueryString } from './query-string.ts';
import { forwardedHeaders, headerValue } from './request-headers.ts';
import { accessLogTime } from './time.ts';
import type { Dictionary, EventFacts, Header, HttpRequest } from './types.ts';

/** What function URLs and HTTP APIs put differently into the one payload format. */
export interface PayloadV2Source {
  accountId: string;
  apiId: string;
  domainName: string;
  domainPrefix: string;
  routeKey: string;
  stage: string;
  /** `rawPath`, as this kind of source passes it on. */
  path: string;
  /** `requestContext.http.path`, where it is another one. */
  contextPath?: string;
  /** Whether cookies are among the headers as well: function URLs have them in both places, HTTP APIs don't. */
  cookieHeader?: boolean;
  pathParameters?: Dictionary<string>;
  stageVariables?: Dictionary<string>;
  authorizer?: unknown;
}

export interface PayloadV2Event {
  version: '2.0';
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: Dictionary<string>;
  queryStringParameters?: Dictionary<string>;
  requestContext: {
    accountId: string;
    apiId: string;
    authorizer?: unknown;
    domainName: string;
    domainPrefix: string;
    http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
    requestId: string;
    routeKey: string;
    stage: string;
    time: string;
    timeEpoch: number;
  };
  body?: string;
  pathParameters?: Dictionary<string>;
  stageVariables?: Dictionary<string>;
  isBase64Encoded: boolean;
}

/**
 * Payload format 2.0: header names in lower case, what comes more than once joined by commas, cookies apart.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadV2Event(
  request: HttpRequest,
  facts: EventFacts,
  source: PayloadV2Source,
): PayloadV2Event {
  const { cookies, headers } = joinedHeaders(forwardedHeaders(request, facts.traceId));
  const { body, isBase64Encoded } = eventBody(request);
  if (source.cookieHeader && cookies.length > 0) headers.cookie = cookies.join('; ');
  if (body !== undefined) headers['content-length'] ??= String(request.body.length);
  return {
    version: '2.0',
    routeKey: source.routeKey,
    rawPath: source.path,
    rawQueryString: request.rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    queryStringParameters: unlessEmpty(joinedQuery(request.rawQueryString)),
    requestContext: {
      accountId: source.accountId,
      apiId: source.apiId,
      ...(source.authorizer !== undefined && { authorizer: source.authorizer }),
      domainName: source.domainName,
      domainPrefix: source.domainPrefix,
      http: {
        method: request.method,
        path: source.contextPath ?? source.path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headerValue(request.headers, 'user-agent') ?? '',
      },
      requestId: facts.requestId,
      routeKey: source.routeKey,
      stage: source.stage,
      time: accessLogTime(facts.time),
      timeEpoch: facts.time.getTime(),
    },
    body,
    pathParameters: source.pathParameters && unlessEmpty(source.pathParameters),
    stageVariables: source.stageVariables && unlessEmpty(source.stageVariables),
    isBase64Encoded,
  };
}

function joinedHeaders(list: Header[]): { cookies: string[]; headers: Dictionary<string> } {
  const headers = dictionary<string>();
  const cookies: string[] = [];
  for (const [name, value] of list) {
    const key = name.toLowerCase();
    if (key === 'cookie') cookies.push(...value.split(/; */).filter((cookie) => cookie !== ''));
    else headers[key] = headers[key] === undefined ? value : `${headers[key]},${value}`;
  }
  return { cookies, headers };
}

function joinedQuery(raw: string): Dictionary<string> {
  const parameters = dictionary<string>();
  for (const [name, value] of parseQueryString(raw)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  }
  return parameters;
}
