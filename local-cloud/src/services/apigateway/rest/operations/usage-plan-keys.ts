import type {
  CreateUsagePlanKeyRequest,
  DeleteUsagePlanKeyRequest,
  GetUsagePlanKeyRequest,
  GetUsagePlanKeysRequest,
  UsagePlanKey,
} from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, conflict, notFound } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { findApiKey } from './api-keys.ts';
import { findUsagePlan } from './usage-plans.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export const createUsagePlanKey = modelled<CreateUsagePlanKeyRequest, UsagePlanKey>(
  'CreateUsagePlanKey',
  (input, context) => {
    const { usagePlanId, keyId, keyType } = input;
    if (keyType !== 'API_KEY') throw badRequest(`Invalid API Key type specified: ${keyType}`);
    const plan = findUsagePlan(usagePlanId, context);
    const answer = view(keyId, context);
    if (plan.keys.has(keyId)) throw conflict(`${keyId} is already in usage plan ${usagePlanId}`);
    plan.keys.add(keyId);
    return answer;
  },
);

function view(keyId: string, context: OperationContext): UsagePlanKey {
  const { id, name, value } = findApiKey(keyId, context);
  return { id, type: 'API_KEY', name, value };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export const getUsagePlanKey = modelled<GetUsagePlanKeyRequest, UsagePlanKey>(
  'GetUsagePlanKey',
  ({ usagePlanId, keyId }, context) => {
    if (!findUsagePlan(usagePlanId, context).keys.has(keyId)) {
      throw notFound(`Invalid API Key identifier specified`);
    }
    return view(keyId, context);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export const getUsagePlanKeys = modelled<GetUsagePlanKeysRequest, PositionPage<UsagePlanKey>>(
  'GetUsagePlanKeys',
  (input, context) =>
    pageByPosition(
      [...findUsagePlan(input.usagePlanId, context).keys]
        .map((id) => view(id, context))
        .filter(({ name = '' }) => name.startsWith(input.nameQuery ?? '')),
      input,
    ),
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
export const deleteUsagePlanKey = modelled<DeleteUsagePlanKeyRequest, void>(
  'DeleteUsagePlanKey',
  (input, context) => {
    getUsagePlanKey(input, context);
    findUsagePlan(input.usagePlanId, context).keys.delete(input.keyId);
  },
);
