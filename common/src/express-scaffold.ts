import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Context } from 'aws-lambda';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { errorBody, HttpError } from './http-error.ts';
import { createLogger, type Logger } from './logger.ts';

/** What serverless-http adds to a request that came as a Lambda event. */
type MaybeLambdaRequest = Request & { apiGateway?: { context?: Context } };

/**
 * An Express app with what every module has around its routes: a request id, one line in the log for each
 * request, 404 for what no route answers and the one place where an error becomes an answer.
 */
export function createExpressApp(serviceName: string, addRoutes: (app: Express) => void): Express {
  const logger = createLogger(serviceName);
  const app = express();
  app.disable('x-powered-by');
  // An ETag would mean hashing every answer, for callers that hardly ever send one back.
  app.disable('etag');
  app.enable('case sensitive routing');
  app.use(identifyAndLog(logger));
  addRoutes(app);
  app.use(() => {
    throw new HttpError(404, 'Path does not exist');
  });
  app.use(answerError);
  return app;
}

function identifyAndLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    const context = (req as MaybeLambdaRequest).apiGateway?.context;
    // The id of the invocation is the one under which Lambda's own lines are found.
    const requestId = context?.awsRequestId ?? randomUUID();
    if (context?.awsRequestId) logger.addContext(context);
    res.locals.requestId = requestId;
    res.set('X-Request-Id', requestId);
    res.once('close', () => {
      const path = req.originalUrl.split('?', 1)[0] ?? '';
      const fields = {
        requestId,
        method: req.method,
        path,
        status: res.statusCode,
        durationMs: Math.round((performance.now() - started) * 100) / 100,
        ...(res.writableEnded ? {} : { aborted: true }),
      };
      const line = `${req.method} ${path} ${res.statusCode}`;
      if (res.statusCode >= 500) logger.error(line, { ...fields, error: res.locals.error });
      else logger.info(line, fields);
    });
    next();
  };
}

const answerError: ErrorRequestHandler = (cause: unknown, _req, res, next) => {
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
