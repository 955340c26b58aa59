import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

/** Ends a route: OPTIONS says which methods there are, every other one is 405. */
export function onlyAllow(...methods: string[]): RequestHandler {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return (req, res) => {
    if (req.method !== 'OPTIONS') {
      throw new HttpError(405, `Method ${req.method} is not allowed: use ${allow}`, {
        headers: { Allow: allow },
      });
    }
    res.status(204).set('Allow', allow).end();
  };
}
