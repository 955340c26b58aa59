import { createExpressApp } from 'common/express-scaffold';
import { HttpError } from 'common/http-error';
import type { Express, RequestHandler } from 'express';
import { parseBody } from './parse-body.ts';

/** An app with everything the layer does around the routes of a function; plain `node:http` can serve it too. */
export function createLayerApp(serviceName: string, routes: RequestHandler): Express {
  const app = createExpressApp(serviceName);
  return app.use(...parseBody(), routes);
}

/** An app for a function without usable routes: it answers 500 to everything. `cause` is for the log. */
export function createBrokenApp(serviceName: string, message: string, cause: unknown): Express {
  const app = createExpressApp(serviceName);
  return app.use(() => {
    throw new HttpError(500, message, { cause });
  });
}
