import type {
  ApiKey,
  CreateApiKeyRequest,
  DeleteApiKeyRequest,
  GetApiKeyRequest,
  GetApiKeysRequest,
  UpdateApiKeyRequest,
} from '@aws-sdk/client-api-gateway';
import { lowerId } from '../../../../core/ids.ts';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, conflict, notFound } from '../../shared/errors.ts';
import { type PositionPage, pageByPosition } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { applyPatches, flag, type PatchRules, text } from '../patch.ts';
import { gateway } from '../store.ts';
import type { StoredApiKey } from '../types.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export const createApiKey = modelled<CreateApiKeyRequest, ApiKey>('CreateApiKey', (input, context) => {
  const { name, description, enabled = false, customerId, tags } = input;
  // Terraform sends an empty one where none is configured.
  const value = input.value || lowerId(40);
  const { apiKeys } = gateway(context);
  if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
  if ([...apiKeys.values()].some((key) => key.value === value)) throw conflict('API Key already exists');
  const now = new Date();
  const key: StoredApiKey = {
    ...{
      id: lowerId(10),
      value,
      name,
      description,
      enabled,
      customerId,
      tags,
      stageKeys: [],
      createdDate: now,
      lastUpdatedDate: now,
    },
  };
  apiKeys.set(key.id, key);
  return key;
});

/** @throws AwsError NotFoundException */
export function findApiKey(id: string, context: OperationContext): StoredApiKey {
  const key = gateway(context).apiKeys.get(id);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return key;
}

/** A key without its value, which is told only to those who ask for it. */
const withoutValue = ({ value: _secret, ...key }: StoredApiKey): ApiKey => key;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export const getApiKey = modelled<GetApiKeyRequest, ApiKey>(
  'GetApiKey',
  ({ apiKey, includeValue }, context) => {
    const key = findApiKey(apiKey, context);
    return includeValue ? key : withoutValue(key);
  },
);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export const getApiKeys = modelled<GetApiKeysRequest, PositionPage<ApiKey>>(
  'GetApiKeys',
  (input, context) => {
    const keys = [...gateway(context).apiKeys.values()].filter(
      ({ name = '', customerId }) =>
        name.startsWith(input.nameQuery ?? '') && (!input.customerId || customerId === input.customerId),
    );
    return pageByPosition(input.includeValues ? keys : keys.map(withoutValue), input);
  },
);

const PATCHES: PatchRules<StoredApiKey> = {
  '/name': text('name'),
  '/description': text('description'),
  '/enabled': flag('enabled'),
  '/customerId': text('customerId'),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
export const updateApiKey = modelled<UpdateApiKeyRequest, ApiKey>('UpdateApiKey', (input, context) => {
  const key = findApiKey(input.apiKey, context);
  applyPatches(key, input, PATCHES);
  key.lastUpdatedDate = new Date();
  return withoutValue(key);
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
export const deleteApiKey = modelled<DeleteApiKeyRequest, void>('DeleteApiKey', ({ apiKey }, context) => {
  findApiKey(apiKey, context);
  const { apiKeys, usagePlans } = gateway(context);
  apiKeys.delete(apiKey);
  for (const { keys } of usagePlans.values()) keys.delete(apiKey);
});
