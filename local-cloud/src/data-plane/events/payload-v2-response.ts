import { isObject, parseJson, toStatus } from './parse-result.ts';
import { NOT_JSON, Refusal, refusedStatus } from './refusal.ts';
import { invalidHeader, remapped, withoutFraming } from './response-headers.ts';
import { streamedHead } from './streamed-head.ts';
import { streamedResult } from './streamed-result.ts';
import type { FunctionResult, Header, HttpResponse, StreamedAnswer } from './types.ts';

interface Parts {
  status: number;
  headers: Header[];
  body: Buffer;
}

/** A function URL's answer for a function that failed, or answered what is no response. */
export function functionUrlError(): HttpResponse {
  const headers: Header[] = [['Content-Type', 'application/json']];
  return { status: 502, headers, body: Buffer.from('Internal Server Error') };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload */
export function functionUrlResponse(result: FunctionResult): HttpResponse {
  if (result.functionError) return functionUrlError();
  const parts = streamedParts(result) ?? parsedParts(result, 'application/json');
  if (parts instanceof Refusal) return { ...functionUrlError(), refused: parts.reason };
  return { ...parts, headers: remapped(parts.headers) };
}

/** The head of a function URL's answer that streams. @throws nothing: what is no head makes it the answer for a failure */
export async function functionUrlHead({ contentType, body }: StreamedAnswer): Promise<HttpResponse> {
  const head = await streamedHead(contentType, body);
  const parts =
    head instanceof Refusal ? head : responseParts({ ...head, body: undefined }, 'application/octet-stream');
  if (parts instanceof Refusal) return { ...functionUrlError(), refused: parts.reason };
  return { ...parts, headers: remapped(parts.headers) };
}

/** An HTTP API says the same for a function that failed and for a broken answer. */
export function httpApiError(): HttpResponse {
  const headers: Header[] = [['Content-Type', 'application/json']];
  return { status: 500, headers, body: Buffer.from('{"message":"Internal Server Error"}') };
}

/**
 * @param result what a function answered, or why that is refused already
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApiResponse(result: FunctionResult | Refusal): HttpResponse {
  const refused = result instanceof Refusal;
  if (!refused && result.functionError) return httpApiError();
  const parts = refused ? result : parsedParts(result, 'text/plain;charset=UTF-8');
  if (parts instanceof Refusal) return { ...httpApiError(), refused: parts.reason };
  return { ...parts, headers: withoutFraming(parts.headers) };
}

/** @param defaultType content type of an answer that has a status but no content type */
function parsedParts(result: FunctionResult, defaultType: string): Parts | Refusal {
  const value = parseJson(result.payload);
  if (value === undefined) return NOT_JSON;
  if (isObject(value) && 'statusCode' in value) return responseParts(value, defaultType);
  // Without a status, whatever the function returned is the body: text as it is, all else as JSON.
  const body = typeof value === 'string' ? Buffer.from(value) : result.payload;
  return { status: 200, headers: [['Content-Type', 'application/json']], body };
}

function streamedParts(result: FunctionResult): Parts | Refusal | undefined {
  const streamed = streamedResult(result);
  if (streamed === undefined) return undefined;
  const parts = responseParts({ ...streamed.prelude, body: undefined }, 'application/octet-stream');
  return parts instanceof Refusal ? parts : { ...parts, body: streamed.body };
}

function responseParts(response: Record<string, unknown>, defaultType: string): Parts | Refusal {
  const status = toStatus(response.statusCode);
  if (status === undefined) return refusedStatus(response.statusCode);
  const headers = headerList(response.headers);
  if (headers === undefined) return new Refusal('its headers are not an object');
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type'))
    headers.push(['Content-Type', defaultType]);
  if (Array.isArray(response.cookies)) {
    for (const cookie of response.cookies) headers.push(['Set-Cookie', String(cookie)]);
  }
  const invalid = invalidHeader(headers);
  if (invalid) return invalid;
  return { status, headers, body: responseBody(response.body, response.isBase64Encoded === true) };
}

function headerList(headers: unknown): Header[] | undefined {
  if (headers === undefined || headers === null) return [];
  if (!isObject(headers)) return undefined;
  const list: Header[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === null || value === undefined) continue;
    list.push([name, Array.isArray(value) ? value.join(',') : String(value)]);
  }
  return list;
}

function responseBody(body: unknown, isBase64Encoded: boolean): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return Buffer.from(JSON.stringify(body));
}
