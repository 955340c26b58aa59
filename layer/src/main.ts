import { createHandler } from './lambda-handler.ts';

const { LAMBDA_TASK_ROOT = process.cwd(), AWS_LAMBDA_FUNCTION_NAME = 'function' } = process.env;

/** The handler of every function on this layer: `/opt/nodejs/main.handler`. */
export const handler = createHandler(AWS_LAMBDA_FUNCTION_NAME, LAMBDA_TASK_ROOT);
