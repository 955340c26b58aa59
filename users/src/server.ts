import { serveForDebugging } from 'common/debug-server';
import { createLayerApp } from 'layer/app';
import { createUserRoutes } from './user-routes.ts';
import { openUserStore } from './user-store.ts';

const tables = {
  TABLE_NAME: 'users-local',
  EMAIL_TABLE_NAME: 'users-emails-local',
  REQUEST_TABLE_NAME: 'users-requests-local',
};
serveForDebugging('users', tables, () => createLayerApp('users', createUserRoutes(openUserStore())));
