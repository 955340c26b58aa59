import { isUtf8 } from 'node:buffer';
import { type OutgoingHttpHeaders, STATUS_CODES } from 'node:http';
import { isTextual } from 'common/is-textual';
import type { HttpEvent } from './index.ts';

/** What a function gives to the service that called it. Which of the header members there are depends on the event. */
export interface Answer {
  statusCode: number;
  /** ALB only: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
  statusDescription?: string;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

export function isLoadBalancerEvent(event: HttpEvent): boolean {
  return 'elb' in event.requestContext;
}

/** A load balancer sends `headers` or `multiValueHeaders`, as its target group is set, and wants the same back. */
function hasMultiValues(event: HttpEvent): boolean {
  return 'multiValueHeaders' in event && event.multiValueHeaders != null;
}

/** Shapes a response for the event that asked for it. */
export function toAnswer(
  event: HttpEvent,
  statusCode: number,
  headers: OutgoingHttpHeaders,
  body: Buffer,
): Answer {
  const status = isLoadBalancerEvent(event)
    ? { statusCode, statusDescription: `${statusCode} ${STATUS_CODES[statusCode] ?? 'Unknown'}` }
    : { statusCode };
  return { ...status, ...headersFor(event, listsOf(headers)), ...encoded(body, headers) };
}

/** Text goes as it is: a REST API without binary media types would hand base64 through to the caller. */
function encoded(body: Buffer, headers: OutgoingHttpHeaders): Pick<Answer, 'body' | 'isBase64Encoded'> {
  const isText = isTextual({ 'content-type': 'text/plain', ...headers }) && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

function headersFor(
  event: HttpEvent,
  lists: [string, string[]][],
): Pick<Answer, 'headers' | 'multiValueHeaders' | 'cookies'> {
  const cookies = lists.find(([name]) => name === 'set-cookie')?.[1] ?? [];
  const others = lists.filter(([name]) => name !== 'set-cookie');
  if ('version' in event && event.version === '2.0') return { headers: joined(others), cookies };
  // A load balancer without multi-value headers has room for one value of each name.
  if (isLoadBalancerEvent(event) && !hasMultiValues(event)) {
    const last = cookies.at(-1);
    return { headers: { ...joined(others), ...(last !== undefined && { 'set-cookie': last }) } };
  }
  if (isLoadBalancerEvent(event)) return { multiValueHeaders: Object.fromEntries(lists) };
  // A REST API sends what stands in both, so each name stands in one of them.
  const repeated = lists.filter(([name, list]) => name === 'set-cookie' || list.length > 1);
  return {
    headers: joined(others.filter(([, list]) => list.length === 1)),
    multiValueHeaders: Object.fromEntries(repeated),
  };
}

function listsOf(headers: OutgoingHttpHeaders): [string, string[]][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), [value].flat().map(String)]],
  );
}

function joined(lists: [string, string[]][]): Record<string, string> {
  return Object.fromEntries(lists.map(([name, list]) => [name, list.join(', ')]));
}
