import type { Express, RequestHandler, Response } from 'express';
import { createExpressApp, onlyAllow } from './express-scaffold.ts';
import { HttpError } from './http-error.ts';
import { jsonBody } from './json-body.ts';
import type { JsonTable } from './json-table.ts';

/** DynamoDB's limit for a hash key, in bytes of UTF-8. */
const MAX_ID_BYTES = 2048;
const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/**
 * The app of a key/JSON module: `/{name}` lists, `/{name}/{id}` stores, reads and removes one JSON text.
 * @param name first segment of the paths, and the service in the log
 */
export function createKeyJsonApp(name: string, table: JsonTable): Express {
  return createExpressApp(name, (app) => {
    app.param('id', (_req, _res, next, id: string) => next(idError(id)));
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
    const page = await table.list(readLimit(req.query.limit), readToken(req.query.nextToken));
    const items = page.items.map(({ id, text }) => ({ [table.keyName]: id, data: text }));
    res.json({ LIST: { items, nextToken: page.nextToken } });
  };
}

function readLimit(value: unknown): number {
  if (value === undefined) return DEFAULT_LIMIT;
  const limit = typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw new HttpError(400, `limit is not an integer from 1 to ${MAX_LIMIT}`);
  }
  return limit;
}

function readToken(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new HttpError(400, 'nextToken is given more than once');
}

function idError(id: string): HttpError | undefined {
  const bytes = Buffer.byteLength(id, 'utf8');
  return bytes > MAX_ID_BYTES
    ? new HttpError(400, `Id is ${bytes} bytes long: the limit is ${MAX_ID_BYTES}`)
    : undefined;
}

const jsonTextOf = (res: Response): string => res.locals.jsonText;
