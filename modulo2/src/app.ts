import {
  checkId,
  createExpressApp,
  deleteItem,
  describeApi,
  getItem,
  type JsonTable,
  jsonBody,
  listItems,
  postItem,
  putItem,
} from 'common';
import type { Express } from 'express';

/** The app of this module over the given table, so that a test can give it another. */
export function createApp(table: JsonTable): Express {
  const app = createExpressApp('modulo2');
  app.param('id', checkId);

  app.get('/modulo2', listItems(table));
  app
    .route('/modulo2/:id')
    .get(getItem(table))
    .post(jsonBody, postItem(table))
    .put(jsonBody, putItem(table))
    .delete(deleteItem(table));
  app.get('/openapi.json', describeApi('modulo2', table));

  return app;
}
