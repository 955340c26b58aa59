import { HttpError } from 'common/http-error';
import { readPageQuery } from 'common/page-query';
import { type RequestHandler, Router } from 'express';
import { readNewUser, readRequestKey } from './read-request.ts';
import type { User } from './user-schemas.ts';
import type { UserStore } from './user-store.ts';

/** The users API over the given store, so that a test can give it another. */
export function createUserRoutes(store: UserStore): Router {
  const routes = Router({ caseSensitive: true });
  routes.route('/users').get(listUsers(store)).post(postUser(store));
  routes.get('/users/:id', getUser(store));
  routes.get('/openapi.json', describeApi);
  return routes;
}

const listUsers =
  (store: UserStore): RequestHandler =>
  async (req, res) => {
    const { limit, nextToken } = readPageQuery(req.query);
    res.json(await store.list(limit, nextToken));
  };

const getUser =
  (store: UserStore): RequestHandler<{ id: string }> =>
  async (req, res) => {
    const user = await store.get(req.params.id);
    if (!user) throw new HttpError(404, 'User does not exist');
    res.json(user);
  };

const postUser =
  (store: UserStore): RequestHandler =>
  async (req, res) => {
    const input = readNewUser(req);
    const { status, body } = await store.create(input, readRequestKey(req, input));
    if (status === 201) res.location(`/users/${(body as User).id}`);
    res.status(status).json(body);
  };

/** Loaded for the caller who asks, as few do. */
const describeApi: RequestHandler = async (_req, res) => {
  const { describeUsersApi } = await import('./users-openapi.ts');
  res.json(describeUsersApi());
};
