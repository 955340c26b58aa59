import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { errorBody, HttpError } from './http-error.ts';

/** The one place where an error becomes an answer. */
export const answerError: ErrorRequestHandler = (cause: unknown, _req, res, next) => {
  res.locals.error = cause;
  if (res.headersSent) {
    // Too late for another answer: Express cuts the connection.
    next(cause);
    return;
  }
  const error = toHttpError(cause);
  res.status(error.status).set(error.headers).json(errorBody(error, res.locals.requestId));
};

interface ErrorShape {
  status?: unknown;
  type?: unknown;
  limit?: unknown;
  message?: unknown;
  expose?: unknown;
  headers?: Record<string, string>;
  details?: Record<string, unknown>;
}

/**
 * Goes by the shape of an error and not its class: where the routes are a bundle of their own, their `HttpError` is
 * another class than ours. `status`, `expose` and `headers` mean what `http-errors` means by them.
 */
function toHttpError(cause: unknown): HttpError {
  if (cause instanceof HttpError) return cause;
  if (cause instanceof URIError)
    return new HttpError(400, 'Path is not valid percent-encoded UTF-8', { cause });
  const { status, type, limit, message, expose, headers, details } = (cause ?? {}) as ErrorShape;
  if (typeof status !== 'number' || !(status >= 400 && status <= 599)) {
    return new HttpError(500, 'Internal error', { cause });
  }
  // The body parser's errors have a type; what it says of the body makes no sense without saying so.
  if (type === 'entity.too.large') {
    return new HttpError(413, `Request body is above the limit of ${limit} bytes`, { cause });
  }
  if (type === 'entity.parse.failed') {
    return new HttpError(400, `Request body is not valid JSON: ${message}`, { cause });
  }
  if (typeof type === 'string') {
    return new HttpError(status, `Request body can't be read: ${message}`, { cause });
  }
  const text = expose === true || (expose === undefined && status < 500) ? String(message) : undefined;
  return new HttpError(status, text ?? STATUS_CODES[status] ?? 'Internal error', { cause, headers, details });
}
