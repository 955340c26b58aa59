import type { Express, RequestHandler, Response } from 'express';
import * as z from 'zod/mini';
import { createExpressApp } from './express-scaffold.ts';
import { HttpError } from './http-error.ts';
import { jsonBody } from './json-body.ts';
import type { JsonTable } from './json-table.ts';
import { itemId } from './key-json-schemas.ts';
import { onlyAllow } from './only-allow.ts';
import { readPageQuery } from './page-query.ts';

/**
 * The app of a key/JSON module: `/{name}` lists, `/{name}/{id}` stores, reads and removes one JSON text, `/openapi.json`
 * describes it.
 * @param name first segment of the paths, and the service in the log
 */
export function createKeyJsonApp(name: string, table: JsonTable): Express {
  return createExpressApp(name, (app) => {
    app.param('id', (_req, _res, next, id: string) => next(idError(id)));
    app.route('/openapi.json').get(describeApi(name, table)).all(onlyAllow('GET', 'HEAD'));
    app.route(`/${name}`).get(listItems(table)).all(onlyAllow('GET', 'HEAD'));
    app
      .route(`/${name}/:id`)
      .get(getItem(table))
      .post(jsonBody, postItem(table))
      .put(jsonBody, putItem(table))
      .delete(deleteItem(table))
      .all(onlyAllow('GET', 'HEAD', 'POST', 'PUT', 'DELETE'));
  });
}

type ItemHandler = (table: JsonTable) => RequestHandler<{ id: string }>;

const getItem: ItemHandler = (table) => async (req, res) => {
  const data = await table.get(req.params.id);
  if (data === undefined) throw new HttpError(404, 'Resource does not exist');
  res.json({ GET: { [table.keyName]: req.params.id, data } });
};

const postItem: ItemHandler = (table) => async (req, res) => {
  const { id } = req.params;
  const text = jsonTextOf(res);
  await table.put(id, text);
  // Put together as text: parsing and printing again would change numbers that a double can't hold.
  const key = `${JSON.stringify(table.keyName)}:${JSON.stringify(id)}`;
  res.type('json').send(`{"POST":{${key},"data":${text}}}`);
};

const putItem: ItemHandler = (table) => async (req, res) => {
  const text = jsonTextOf(res);
  await table.put(req.params.id, text);
  res.json({ PUT: { [table.keyName]: req.params.id, item: { data: { S: text } } } });
};

const deleteItem: ItemHandler = (table) => async (req, res) => {
  await table.delete(req.params.id);
  res.json({ DELETE: { [table.keyName]: req.params.id } });
};

function listItems(table: JsonTable): RequestHandler {
  return async (req, res) => {
    const { limit, nextToken } = readPageQuery(req.query);
    const page = await table.list(limit, nextToken);
    const items = page.items.map(({ id, text }) => ({ [table.keyName]: id, data: text }));
    res.json({ LIST: { items, nextToken: page.nextToken } });
  };
}

function idError(id: string): HttpError | undefined {
  const { error } = z.safeParse(itemId, id);
  return error && new HttpError(400, error.issues[0]?.message ?? 'Id is invalid', { cause: error });
}

/** Loaded for the caller who asks, as few do. */
function describeApi(name: string, table: JsonTable): RequestHandler {
  return async (_req, res) => {
    const { describeKeyJsonApi } = await import('./key-json-openapi.ts');
    res.json(describeKeyJsonApi(name, table.keyName));
  };
}

const jsonTextOf = (res: Response): string => res.locals.jsonText;
