import type { AnyResourceType } from '../../../../resources/resource-type.ts';
import { api } from './api.ts';
import { deployment } from './deployment.ts';
import { integration } from './integration.ts';
import { route } from './route.ts';
import { stage } from './stage.ts';

export const resourceTypes: readonly AnyResourceType[] = [api, deployment, integration, route, stage];
