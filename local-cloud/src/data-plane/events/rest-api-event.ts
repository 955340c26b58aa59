import { matchesMediaType } from './binary-media-types.ts';
import { dictionary } from './dictionary.ts';
import { parseQueryString } from './query-string.ts';
import { forwardedHeaders, headerValue } from './request-headers.ts';
import { accessLogTime } from './time.ts';
import type { Dictionary, EventFacts, HttpRequest } from './types.ts';

export interface RestApiSource {
  accountId: string;
  apiId: string;
  domainName: string;
  stage: string;
  resourceId: string;
  /** `/things/{id}`, `/{proxy+}`. */
  resourcePath: string;
  /** Below the stage, as it was sent: `rawPath` of the request is led by one slash. The same when missing. */
  sentPath?: string;
  /** Whether Content-Length is among the headers: HTTP APIs pass it on, REST APIs don't. */
  contentLength?: boolean;
  deploymentId?: string;
  /** As they are passed: a REST API's percent-encoded, as they stand in the path. */
  pathParameters?: Dictionary<string>;
  stageVariables?: Dictionary<string>;
  /** Media types that are passed as base64; none when missing. */
  binaryMediaTypes?: string[];
  authorizer?: Dictionary<unknown>;
  apiKey?: { id: string; value: string };
  /** The id of x-amz-apigw-id. */
  extendedRequestId: string;
}

interface Grouped {
  last: Dictionary<string> | null;
  all: Dictionary<string[]> | null;
}

/**
 * The event of a REST API's Lambda proxy integration. The path and its parameters stay percent-encoded; a field without content is null; `headers` and `queryStringParameters` hold the last of several
 * values.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restApiEvent(request: HttpRequest, facts: EventFacts, source: RestApiSource) {
  const forwarded = forwardedHeaders(request, facts.traceId).filter(
    ([name]) => source.contentLength || name.toLowerCase() !== 'content-length',
  );
  const headers = grouped(forwarded, (name) => name.toLowerCase());
  const query = grouped(parseQueryString(request.rawQueryString), (name) => name);
  const isBase64Encoded =
    request.body.length > 0 &&
    matchesMediaType(source.binaryMediaTypes ?? [], headerValue(request.headers, 'content-type'));
  return {
    resource: source.resourcePath,
    path: request.rawPath,
    httpMethod: request.method,
    headers: headers.last,
    multiValueHeaders: headers.all,
    queryStringParameters: query.last,
    multiValueQueryStringParameters: query.all,
    pathParameters: orNull(source.pathParameters),
    stageVariables: orNull(source.stageVariables),
    requestContext: requestContext(request, facts, source),
    body: request.body.length === 0 ? null : request.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

export type RestApiEvent = ReturnType<typeof restApiEvent>;

function requestContext(request: HttpRequest, facts: EventFacts, source: RestApiSource) {
  return {
    resourceId: source.resourceId,
    ...(source.authorizer && { authorizer: source.authorizer }),
    resourcePath: source.resourcePath,
    httpMethod: request.method,
    extendedRequestId: source.extendedRequestId,
    requestTime: accessLogTime(facts.time),
    path: `/${source.stage}${source.sentPath ?? request.rawPath}`,
    accountId: source.accountId,
    protocol: request.protocol,
    stage: source.stage,
    domainPrefix: source.domainName.split('.')[0] ?? '',
    requestTimeEpoch: facts.time.getTime(),
    requestId: facts.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: request.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: headerValue(request.headers, 'user-agent') ?? null,
      user: null,
      ...(source.apiKey && { apiKey: source.apiKey.value, apiKeyId: source.apiKey.id }),
    },
    domainName: source.domainName,
    deploymentId: source.deploymentId,
    apiId: source.apiId,
  };
}

/** Groups by `keyOf`, under the name that came first. */
function grouped(list: [string, string][], keyOf: (name: string) => string): Grouped {
  if (list.length === 0) return { last: null, all: null };
  const names = new Map<string, string>();
  const last = dictionary<string>();
  const all = dictionary<string[]>();
  for (const [given, value] of list) {
    const name = names.get(keyOf(given)) ?? given;
    names.set(keyOf(given), name);
    last[name] = value;
    const values = all[name];
    if (values) values.push(value);
    else all[name] = [value];
  }
  return { last, all };
}

function orNull<T>(values: Dictionary<T> | undefined): Dictionary<T> | null {
  return values && Object.keys(values).length > 0 ? values : null;
}
