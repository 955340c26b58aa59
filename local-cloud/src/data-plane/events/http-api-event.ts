import { dictionary } from './dictionary.ts';
import { type PayloadV2Event, payloadV2Event } from './payload-v2-event.ts';
import { decodePercent } from './query-string.ts';
import type { Dictionary, EventFacts, HttpRequest } from './types.ts';

export interface HttpApiSource {
  accountId: string;
  apiId: string;
  domainName: string;
  /** `GET /things/{id}` or `$default`. */
  routeKey: string;
  /** `$default`, or a name, which then leads the path. */
  stage: string;
  /** Percent-encoded, as they stand in the path. */
  pathParameters?: Dictionary<string>;
  stageVariables?: Dictionary<string>;
  authorizer?: unknown;
}

/**
 * The payload 2.0 event of an HTTP API. Unlike function URLs and REST APIs, an HTTP API decodes the path
 * before it passes it on, and ends it at a question mark that was encoded (seen on AWS, 2026).
 */
export function httpApiEvent(request: HttpRequest, facts: EventFacts, source: HttpApiSource): PayloadV2Event {
  const stage = source.stage === '$default' ? '' : `/${source.stage}`;
  const [path = ''] = decodePercent(request.rawPath).split('?');
  const pathParameters = dictionary<string>();
  for (const [name, value] of Object.entries(source.pathParameters ?? {})) {
    pathParameters[name] = decodePercent(value);
  }
  return payloadV2Event(request, facts, {
    ...source,
    domainPrefix: source.domainName.split('.')[0] ?? '',
    path: stage + path,
    pathParameters,
  });
}
