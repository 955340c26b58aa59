import express, { type RequestHandler } from 'express';

const DEFAULT_LIMIT_BYTES = 1024 * 1024;

/**
 * Puts the body into `req.body`: a value for JSON, an object for a form, a string for text, a Buffer for everything
 * else, undefined where there is none. Larger than BODY_LIMIT_BYTES (default 1 MiB, counted after it is inflated) is
 * 413; what does not parse is 400; an unknown encoding or charset is 415.
 * @throws Error where BODY_LIMIT_BYTES is not a number of bytes
 */
export function parseBody(): RequestHandler[] {
  const limit = readLimit(process.env.BODY_LIMIT_BYTES);
  const parsers = [
    // A scalar is JSON too; whether it makes sense is for the route to say.
    express.json({ type: ['json', '+json'], strict: false, limit }),
    express.urlencoded({ extended: false, limit }),
    express.text({ type: 'text/*', limit }),
    express.raw({ type: () => true, limit }),
  ];
  return [dropEmptyBody, ...parsers.map(onlyWithBody)];
}

/** serverless-http sets an empty buffer for a request without a body, of which the JSON parser would make `{}`. */
const dropEmptyBody: RequestHandler = (req, _res, next) => {
  if (!hasBody(req.headers)) req.body = undefined;
  next();
};

function onlyWithBody(parser: RequestHandler): RequestHandler {
  return (req, res, next) => (hasBody(req.headers) ? parser(req, res, next) : next());
}

function hasBody(headers: Record<string, unknown>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function readLimit(value: string | undefined): number {
  if (value === undefined || value === '') return DEFAULT_LIMIT_BYTES;
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new Error(`BODY_LIMIT_BYTES is "${value}": give a number of bytes, such as 1048576`);
}
