export { serveForDebugging } from './debug-server.ts';
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
export { createKeyJsonApp } from './key-json-routes.ts';
export { lambdaOptions } from './lambda-request.ts';
export { createLogger, type Logger } from './logger.ts';
export { onlyAllow } from './only-allow.ts';
export { type Task, type TaskContext, type Tasks, withTasks } from './tasks.ts';
