import { createExpressApp } from 'common/express-scaffold';
import { HttpError } from 'common/http-error';
import type { Express, RequestHandler } from 'express';
import { parseBody } from './parse-body.ts';

/** An app with everything the layer does around the routes of a function; plain `node:http` can serve it too. */
export function createLayerApp(serviceName: string, routes: RequestHandler): Express {
  const app = createExpressApp(serviceName);
  return app.use(withoutTransferEncoding, ...parseBody(), routes);
}

/** An app for a function without usable routes: it answers 500 to everything. `cause` is for the log. */
export function createBrokenApp(serviceName: string, message: string, cause: unknown): Express {
  const app = createExpressApp(serviceName);
  return app.use(() => {
    throw new HttpError(500, message, { cause });
  });
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
