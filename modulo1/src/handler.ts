import { lambdaOptions, openJsonTable } from 'common';
import serverless from 'serverless-http';
import { createApp } from './app.ts';

export const handler = serverless(createApp(openJsonTable('modulo1Id')), lambdaOptions);
