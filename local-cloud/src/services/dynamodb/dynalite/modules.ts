import batchGetItem from 'dynalite/actions/batchGetItem.js';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import createTable from 'dynalite/actions/createTable.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import deleteTable from 'dynalite/actions/deleteTable.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import updateTable from 'dynalite/actions/updateTable.js';
import batchGetItemInput from 'dynalite/validations/batchGetItem.js';
import batchWriteItemInput from 'dynalite/validations/batchWriteItem.js';
import createTableInput from 'dynalite/validations/createTable.js';
import deleteItemInput from 'dynalite/validations/deleteItem.js';
import deleteTableInput from 'dynalite/validations/deleteTable.js';
import getItemInput from 'dynalite/validations/getItem.js';
import putItemInput from 'dynalite/validations/putItem.js';
import queryInput from 'dynalite/validations/query.js';
import scanInput from 'dynalite/validations/scan.js';
import updateItemInput from 'dynalite/validations/updateItem.js';
import updateTableInput from 'dynalite/validations/updateTable.js';
import type { Action, Validation } from './types.ts';

// Everything of dynalite in one module, so that one dynamic import loads it on the first DynamoDB request. Its HTTP
// server is left out: that throws storage and connection errors, which would end the whole cloud.
export { default as database } from 'dynalite/db/index.js';
export { default as validations } from 'dynalite/validations/index.js';

/** The operations dynalite carries out. */
export type DynaliteOperation =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'CreateTable'
  | 'DeleteItem'
  | 'DeleteTable'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'UpdateItem'
  | 'UpdateTable';

export const operations: Readonly<Record<DynaliteOperation, { act: Action; input: Validation }>> = {
  BatchGetItem: { act: batchGetItem, input: batchGetItemInput },
  BatchWriteItem: { act: batchWriteItem, input: batchWriteItemInput },
  CreateTable: { act: createTable, input: createTableInput },
  DeleteItem: { act: deleteItem, input: deleteItemInput },
  DeleteTable: { act: deleteTable, input: deleteTableInput },
  GetItem: { act: getItem, input: getItemInput },
  PutItem: { act: putItem, input: putItemInput },
  Query: { act: query, input: queryInput },
  Scan: { act: scan, input: scanInput },
  UpdateItem: { act: updateItem, input: updateItemInput },
  UpdateTable: { act: updateTable, input: updateTableInput },
};
