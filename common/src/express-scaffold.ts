import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { answerError } from './answer-error.ts';
import { answerUnrouted } from './answer-unrouted.ts';
import { createLogger, type Logger } from './logger.ts';

/** How long a browser may keep the answer to a preflight. */
const PREFLIGHT_SECONDS = 3600;

/** What serverless-http adds to a request that came as a Lambda event. */
type MaybeLambdaRequest = Request & { apiGateway?: { context?: Context } };

/**
 * An Express app to put routes on, with what every module has around them: a request id, one line in the log for each
 * request, 404 and 405 for what no route answers and the one place where an error becomes an answer.
 */
export function createExpressApp(serviceName: string): Express {
  const app = express();
  app.disable('x-powered-by');
  // An ETag would mean hashing every answer, for callers that hardly ever send one back.
  app.disable('etag');
  app.enable('case sensitive routing');
  app.use(
    identifyAndLog(createLogger(serviceName)),
    joinLeadingSlashes,
    withoutTransferEncoding,
    ...allowPages(),
    keepLast(app, answerUnrouted(serviceName), answerError),
  );
  return app;
}

/**
 * Keeps handlers behind every route, whenever a route is added: Express goes by order, and what answers everything would
 * hide what comes after it.
 */
function keepLast(app: Express, ...handlers: (RequestHandler | ErrorRequestHandler)[]): RequestHandler {
  const isOurs = ({ handle }: { handle: unknown }) => handlers.some((handler) => handler === handle);
  return (_req, _res, next) => {
    const { stack } = app.router;
    if (stack.at(-1)?.handle !== handlers.at(-1)) {
      // In place: Express is on its way through this very list.
      stack.splice(0, stack.length, ...stack.filter((layer) => !isOurs(layer)));
      app.use(...handlers);
    }
    next();
  };
}

/**
 * Lets the pages of the origins in CORS_ORIGIN (one or several, separated by commas, or `*`) call the app from a browser;
 * without it, none of another origin. Here and not in the function URL's configuration, so that a REST API, which leaves
 * the answer's headers to the function, and plain `node:http` say the same.
 */
function allowPages(): RequestHandler[] {
  const { CORS_ORIGIN } = process.env;
  if (!CORS_ORIGIN) return [];
  const origins = CORS_ORIGIN.split(',').map((origin) => origin.trim());
  const origin = origins.includes('*') ? '*' : origins;
  // A preflight goes on, to be answered by what the path takes.
  return [
    cors({ origin, exposedHeaders: 'X-Request-Id', maxAge: PREFLIGHT_SECONDS, preflightContinue: true }),
  ];
}

/** `${URL}/modulo1`, where the URL ends in a slash, is `//modulo1`. */
const joinLeadingSlashes: RequestHandler = (req, _res, next) => {
  if (req.url.startsWith('//')) req.url = req.url.replace(/^\/+/, '/');
  next();
};

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

/**
 * A route that passes on another server's headers may set this one. It is about a connection, and Lambda's answer is
 * one document: Node would put chunk sizes into the body.
 */
const withoutTransferEncoding: RequestHandler = (_req, res, next) => {
  const setHeader = res.setHeader.bind(res);
  res.setHeader = (name, value) => (/^transfer-encoding$/i.test(name) ? res : setHeader(name, value));
  next();
};
