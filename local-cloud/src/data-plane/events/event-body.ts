import { isUtf8 } from 'node:buffer';
import { headerValue } from './request-headers.ts';
import type { HttpRequest } from './types.ts';

const TEXT_TYPES = /^(?:text\/.*|application\/(?:json|javascript|xml|[^;]*\+(?:json|xml)))$/;

/**
 * The body of a payload 2.0 event: text for text-like content types, base64 for all others, forms and bodies
 * without a content type among them. What is compressed or is not UTF-8 would not survive as text.
 */
export function eventBody(request: HttpRequest): { body?: string; isBase64Encoded: boolean } {
  const { body, headers } = request;
  if (body.length === 0) return { isBase64Encoded: false };
  const [type = ''] = (headerValue(headers, 'content-type') ?? '').split(';');
  const coding = headerValue(headers, 'content-encoding') ?? 'identity';
  const isText = TEXT_TYPES.test(type.trim().toLowerCase()) && coding === 'identity' && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
