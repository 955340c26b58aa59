import type { AnyResourceType } from '../../../../resources/resource-type.ts';
import { account } from './account.ts';
import { apiKey } from './api-key.ts';
import { deployment } from './deployment.ts';
import { gatewayResponse } from './gateway-response.ts';
import { method } from './method.ts';
import { model } from './model.ts';
import { requestValidator } from './request-validator.ts';
import { resource } from './resource.ts';
import { restApi } from './rest-api.ts';
import { stage } from './stage.ts';
import { usagePlan } from './usage-plan.ts';
import { usagePlanKey } from './usage-plan-key.ts';

export const resourceTypes: readonly AnyResourceType[] = [
  account,
  apiKey,
  deployment,
  gatewayResponse,
  method,
  model,
  requestValidator,
  resource,
  restApi,
  stage,
  usagePlan,
  usagePlanKey,
];
