import express, { type RequestHandler } from 'express';
import { HttpError } from './http-error.ts';
import { readJsonText } from './json-text.ts';

/** DynamoDB's limit for an item: a larger body can't become one. Counted after the body is inflated. */
const BODY_LIMIT_BYTES = 400 * 1024;
const JSON_TYPE = /^application\/(?:json|[\w!#$&^.+-]+\+json)$/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

/** Puts the JSON text of the body into `res.locals.jsonText`; 400, 413 or 415 where there is none. */
export const jsonBody: RequestHandler[] = [
  express.raw({ type: () => true, limit: BODY_LIMIT_BYTES }),
  (req, res, next) => {
    const body: unknown = req.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    // An absent body is the more useful thing to say, whatever its type.
    if (bytes.length > 0) assertJsonType(req.headers['content-type']);
    res.locals.jsonText = readJsonText(bytes);
    next();
  },
];

function assertJsonType(contentType = ''): void {
  const mediaType = contentType.split(';', 1)[0]?.trim() ?? '';
  if (!JSON_TYPE.test(mediaType)) {
    const given = mediaType === '' ? 'missing' : `"${mediaType}"`;
    throw new HttpError(415, `Content-Type is ${given}: send application/json`);
  }
  // RFC 8259 knows no other encoding than UTF-8, of which ASCII is a part.
  const charset = CHARSET.exec(contentType)?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new HttpError(415, `Charset "${charset}" is not supported: send JSON in UTF-8`);
  }
}
