import type { Routes } from 'layer';
import { createUserRoutes } from './user-routes.ts';
import { openUserStore } from './user-store.ts';

export const routes: Routes = createUserRoutes(openUserStore());
