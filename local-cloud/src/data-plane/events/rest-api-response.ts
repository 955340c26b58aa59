import { matchesMediaType } from './binary-media-types.ts';
import { isObject, parseJson, toStatus } from './parse-result.ts';
import { NOT_JSON, Refusal, refusedStatus, shown } from './refusal.ts';
import { invalidHeader, remapped } from './response-headers.ts';
import { streamedHead } from './streamed-head.ts';
import type { FunctionResult, Header, HttpResponse, StreamedAnswer } from './types.ts';

export interface RestApiResponseOptions {
  binaryMediaTypes?: string[];
  /** The request's Accept header. */
  accept?: string;
}

/** What a proxy response may hold; any other field makes it malformed (observed on AWS). */
const FIELDS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** The answer for a function that failed and for a malformed proxy response alike. */
export function restApiError(): HttpResponse {
  const headers: Header[] = [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'InternalServerErrorException'],
  ];
  return { status: 502, headers, body: Buffer.from('{"message": "Internal server error"}') };
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function restApiResponse(result: FunctionResult, options: RestApiResponseOptions = {}): HttpResponse {
  if (result.functionError) return restApiError();
  const response = parts(result, options);
  if (response instanceof Refusal) return { ...restApiError(), refused: response.reason };
  return { ...response, headers: remapped(response.headers) };
}

/** The head of an answer that streams. */
export async function restApiHead({ contentType, body }: StreamedAnswer): Promise<HttpResponse> {
  const head = await streamedHead(contentType, body, true);
  const response = head instanceof Refusal ? head : headParts(head);
  if (response instanceof Refusal) return { ...restApiError(), refused: response.reason };
  return { ...response, headers: remapped(response.headers) };
}

function headParts(head: Record<string, unknown>): HttpResponse | Refusal {
  const status = toStatus(head.statusCode);
  if (status === undefined) return refusedStatus(head.statusCode);
  const headers = headerList(head);
  if (headers instanceof Refusal) return headers;
  for (const cookie of Array.isArray(head.cookies) ? head.cookies : [])
    headers.push(['Set-Cookie', String(cookie)]);
  const invalid = invalidHeader(headers);
  return invalid ?? { status, headers, body: Buffer.alloc(0) };
}

function parts(result: FunctionResult, options: RestApiResponseOptions): HttpResponse | Refusal {
  const response = parseJson(result.payload);
  if (response === undefined) return NOT_JSON;
  if (!isObject(response)) return new Refusal(`it is ${shown(response)}, not an object`);
  const extra = Object.keys(response).find((field) => !FIELDS.has(field));
  if (extra !== undefined) return new Refusal(`it has the field "${extra}", which a REST API does not know`);
  // An object without a status counts as 200 on AWS, whatever the page says about it.
  const status = response.statusCode === undefined ? 200 : toStatus(response.statusCode);
  if (status === undefined) return refusedStatus(response.statusCode);
  const headers = headerList(response);
  if (headers instanceof Refusal) return headers;
  const body = bodyBytes(response, options);
  if (body === undefined) return new Refusal(`its body is ${shown(response.body)}, not a string`);
  const invalid = invalidHeader(headers);
  if (invalid) return invalid;
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    headers.push(['Content-Type', 'application/json']);
  }
  return { status, headers, body };
}

/** The two fields together; where both name a header, the values of both are sent, each value once. */
function headerList({ headers, multiValueHeaders }: Record<string, unknown>): Header[] | Refusal {
  const list: Header[] = [];
  for (const field of [multiValueHeaders ?? {}, headers ?? {}]) {
    if (!isObject(field)) return new Refusal('its headers are not an object');
    for (const [name, value] of Object.entries(field)) {
      const values = field === headers ? [value] : value;
      if (!Array.isArray(values) || !values.every(isHeaderValue)) {
        return new Refusal(
          `its header ${name} is ${shown(value)}, not ${field === headers ? '' : 'a list of '}text`,
        );
      }
      for (const text of values.map(String)) {
        const known = list.some(
          ([other, sent]) => other.toLowerCase() === name.toLowerCase() && sent === text,
        );
        if (!known) list.push([name, text]);
      }
    }
  }
  return list;
}

/** A number is malformed as a header's value, unlike in payload 2.0. */
function isHeaderValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}

/**
 * Base64 is decoded for a client that accepts one of the API's binary media types; others get it as it is.
 */
function bodyBytes(response: Record<string, unknown>, options: RestApiResponseOptions): Buffer | undefined {
  const { body, isBase64Encoded } = response;
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body !== 'string') return undefined;
  const decode = isBase64Encoded === true && matchesMediaType(options.binaryMediaTypes ?? [], options.accept);
  return Buffer.from(body, decode ? 'base64' : 'utf8');
}
