export { createDynamoDbClient } from './dynamodb-client.ts';
export { createExpressApp } from './express-scaffold.ts';
export { type ErrorBody, errorBody, HttpError } from './http-error.ts';
export { jsonBody } from './json-body.ts';
export {
  type JsonItem,
  type JsonPage,
  type JsonTable,
  type JsonTableOptions,
  openJsonTable,
} from './json-table.ts';
export {
  checkId,
  deleteItem,
  describeApi,
  getItem,
  type ItemHandler,
  listItems,
  postItem,
  putItem,
} from './key-json-routes.ts';
export { lambdaOptions } from './lambda-request.ts';
export { createLogger, type Logger } from './logger.ts';
export { type PageQuery, readPageQuery } from './page-query.ts';
export { type Task, type TaskContext, type Tasks, withTasks } from './tasks.ts';
