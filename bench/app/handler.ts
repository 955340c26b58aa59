import serverless from 'serverless-http';
import { createApp } from './app.ts';

export const handler = serverless(createApp());
