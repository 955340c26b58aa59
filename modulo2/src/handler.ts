import { lambdaOptions, openJsonTable, withTasks } from 'common';
import serverless from 'serverless-http';
import { createApp } from './app.ts';
import { createTasks } from './tasks.ts';

const table = openJsonTable('modulo2Id');
export const handler = withTasks(serverless(createApp(table), lambdaOptions), createTasks(table));
