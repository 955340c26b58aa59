import * as z from 'zod/mini';
import { HttpError } from './http-error.ts';
import { jsonDocument } from './key-json-schemas.ts';

/** A string token, or white space outside of one. */
const STRING_OR_SPACE = /"[^"\\]*(?:\\.[^"\\]*)*"|[\t\n\r ]+/g;

/**
 * Reads a body as the text of a JSON object or array, without the white space between its tokens.
 *
 * The text is what is stored and echoed, and never the value JSON.parse makes of it: numbers keep every
 * digit (12345678901234567890, 1e400, -0), and names such as `__proto__`, or the same name twice, stay.
 * @throws HttpError 400 that says what is wrong with the body.
 */
export function readJsonText(body: Uint8Array): string {
  if (body.length === 0) throw invalid('is missing');
  const text = decodeUtf8(body);
  if (text.trim() === '') throw invalid('is empty');
  const value = parse(text);
  if (!z.safeParse(jsonDocument, value).success) {
    throw invalid(value === null ? 'is null' : `is a ${typeof value}`);
  }
  return text.replace(STRING_OR_SPACE, (token) => (token.startsWith('"') ? token : ''));
}

/** A byte order mark in front is dropped, as RFC 8259 section 8.1 allows a reader to do. */
function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new HttpError(400, 'Request body is not valid UTF-8', { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HttpError(400, `Request body is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}

const invalid = (problem: string): HttpError =>
  new HttpError(400, `Request body ${problem}: send a JSON object or array`);
