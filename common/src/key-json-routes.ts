import type { RequestHandler, RequestParamHandler, Response } from 'express';
import * as z from 'zod/mini';
import { HttpError } from './http-error.ts';
import type { JsonTable } from './json-table.ts';
import { itemId } from './key-json-schemas.ts';
import { readPageQuery } from './page-query.ts';

/** A handler over a table, for a route with `:id`. */
export type ItemHandler = (table: JsonTable) => RequestHandler<{ id: string }>;

/** Answers `{"GET":{key,"data":<JSON text>}}`, 404 where there is none. */
export const getItem: ItemHandler = (table) => async (req, res) => {
  const data = await table.get(req.params.id);
  if (data === undefined) throw new HttpError(404, 'Resource does not exist');
  res.json({ GET: { [table.keyName]: req.params.id, data } });
};

/** Stores what {@link jsonBody} read, and answers `{"POST":{key,"data":<the JSON>}}`. */
export const postItem: ItemHandler = (table) => async (req, res) => {
  const { id } = req.params;
  const text = jsonTextOf(res);
  await table.put(id, text);
  // Put together as text: parsing and printing again would change numbers that a double can't hold.
  const key = `${JSON.stringify(table.keyName)}:${JSON.stringify(id)}`;
  res.type('json').send(`{"POST":{${key},"data":${text}}}`);
};

/** Stores what {@link jsonBody} read, and answers `{"PUT":{key,"item":{"data":{"S":<JSON text>}}}}`. */
export const putItem: ItemHandler = (table) => async (req, res) => {
  const text = jsonTextOf(res);
  await table.put(req.params.id, text);
  res.json({ PUT: { [table.keyName]: req.params.id, item: { data: { S: text } } } });
};

/** Removes the item, or finds it gone, and answers `{"DELETE":{key}}`. */
export const deleteItem: ItemHandler = (table) => async (req, res) => {
  await table.delete(req.params.id);
  res.json({ DELETE: { [table.keyName]: req.params.id } });
};

/** Answers `{"LIST":{"items":[{key,"data"}],"nextToken"?}}`; `?limit` (1–100, default 25) and `?nextToken`. */
export function listItems(table: JsonTable): RequestHandler {
  return async (req, res) => {
    const { limit, nextToken } = readPageQuery(req.query);
    const page = await table.list(limit, nextToken);
    const items = page.items.map(({ id, text }) => ({ [table.keyName]: id, data: text }));
    res.json({ LIST: { items, nextToken: page.nextToken } });
  };
}

/** For `app.param('id', checkId)`: 400 for an id that DynamoDB can't keep. */
export const checkId: RequestParamHandler = (_req, _res, next, id: string) => {
  const { error } = z.safeParse(itemId, id);
  next(error && new HttpError(400, error.issues[0]?.message ?? 'Id is invalid', { cause: error }));
};

/** Answers the OpenAPI description of a key/JSON module; it is loaded for the caller who asks, as few do. */
export function describeApi(name: string, table: JsonTable): RequestHandler {
  return async (_req, res) => {
    const { describeKeyJsonApi } = await import('./key-json-openapi.ts');
    res.json(describeKeyJsonApi(name, table.keyName));
  };
}

const jsonTextOf = (res: Response): string => res.locals.jsonText;
