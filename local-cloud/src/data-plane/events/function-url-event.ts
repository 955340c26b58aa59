import { type PayloadV2Event, payloadV2Event } from './payload-v2-event.ts';
import { decodePercent } from './query-string.ts';
import type { EventFacts, HttpRequest } from './types.ts';

export interface FunctionUrlSource {
  urlId: string;
  /** Host name of the function URL, without a port. */
  domainName: string;
  /** The caller's account where the URL's authorizer is AWS_IAM; `anonymous` when missing. */
  accountId?: string;
  /** `{ iam: { … } }` where the URL's authorizer is AWS_IAM. */
  authorizer?: unknown;
}

/**
 * The event of a function URL: payload 2.0, with fixed values for what only an HTTP API has. `rawPath` stays
 * percent-encoded, the path in the context does not.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function functionUrlEvent(
  request: HttpRequest,
  facts: EventFacts,
  source: FunctionUrlSource,
): PayloadV2Event {
  return payloadV2Event(request, facts, {
    accountId: source.accountId ?? 'anonymous',
    apiId: source.urlId,
    authorizer: source.authorizer,
    domainName: source.domainName,
    domainPrefix: source.urlId,
    routeKey: '$default',
    stage: '$default',
    path: request.rawPath,
    contextPath: decodePercent(request.rawPath),
    cookieHeader: true,
  });
}
