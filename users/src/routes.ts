import type { Routes, Tasks } from 'layer';
import { createUserRoutes } from './user-routes.ts';
import { openUserStore } from './user-store.ts';
import { createUserTasks } from './user-tasks.ts';

const store = openUserStore();

export const routes: Routes = createUserRoutes(store);
export const tasks: Tasks = createUserTasks(store);
