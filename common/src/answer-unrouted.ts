import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';
import { routesOf } from './routes-of.ts';
import { welcomePage } from './welcome-page.ts';

/**
 * Answers what no route of the app has answered: OPTIONS with the methods there are, another method with 405, another
 * path with 404. A browser that opens `/` gets a page with what there is.
 */
export function answerUnrouted(serviceName: string): RequestHandler {
  return (req, res) => {
    const routes = routesOf(req.app.router);
    const methods = routes.filter((route) => route.matches(req.path)).flatMap((route) => route.methods);
    if (methods.length > 0) {
      const allow = [...new Set([...methods, 'OPTIONS'])].join(', ');
      res.set('Allow', allow);
      if (req.method === 'OPTIONS') return void res.status(204).end();
      throw new HttpError(405, `Method ${req.method} is not allowed: use ${allow}`);
    }
    // Tools take anything or JSON, and get what any other path gets.
    if (req.path === '/' && req.method === 'GET' && req.accepts(['json', 'html']) === 'html') {
      return void res.type('html').send(welcomePage(serviceName, routes));
    }
    throw new HttpError(404, 'Path does not exist');
  };
}
