import type { ApiKey } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { applyPatches, flag, type PatchRules, text } from '../patch.ts';
import { gateway } from '../store.ts';
import type { StoredApiKey } from '../types.ts';
import { Tags } from './rest-apis.ts';

const CreateInput = z.object({
  name: z.string().max(1024).optional(),
  description: z.string().optional(),
  enabled: z.boolean().default(false),
  value: z.string().max(128).optional(),
  customerId: z.string().optional(),
  tags: Tags.optional(),
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export function createApiKey(input: unknown, context: OperationContext): ApiKey {
  const { value = lowerId(40), ...given } = checkInput(CreateInput, input, 'BadRequestException');
  const { apiKeys } = gateway(context);
  if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
  if ([...apiKeys.values()].some((key) => key.value === value)) throw conflict('API Key already exists');
  const now = new Date();
  const key: StoredApiKey = {
    ...{ id: lowerId(10), value, ...given, stageKeys: [], createdDate: now, lastUpdatedDate: now },
  };
  apiKeys.set(key.id, key);
  return key;
}

/** @throws AwsError NotFoundException */
export function findApiKey(id: string, context: OperationContext): StoredApiKey {
  const key = gateway(context).apiKeys.get(id);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return key;
}

/** A key without its value, which is told only to those who ask for it. */
const withoutValue = ({ value: _secret, ...key }: StoredApiKey): ApiKey => key;

interface ById {
  apiKey: string;
  includeValue?: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export function getApiKey({ apiKey, includeValue }: ById, context: OperationContext): ApiKey {
  const key = findApiKey(apiKey, context);
  return includeValue === 'true' ? key : withoutValue(key);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export function getApiKeys(
  input: { name?: string; customerId?: string; includeValues?: string },
  context: OperationContext,
): Page<ApiKey> {
  const keys = [...gateway(context).apiKeys.values()].filter(
    ({ name = '', customerId }) =>
      name.startsWith(input.name ?? '') && (!input.customerId || customerId === input.customerId),
  );
  return page(input.includeValues === 'true' ? keys : keys.map(withoutValue), input);
}

const PATCHES: PatchRules<StoredApiKey> = {
  '/name': text('name'),
  '/description': text('description'),
  '/enabled': flag('enabled'),
  '/customerId': text('customerId'),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
export function updateApiKey(input: ById, context: OperationContext): ApiKey {
  const key = findApiKey(input.apiKey, context);
  applyPatches(key, input, PATCHES);
  key.lastUpdatedDate = new Date();
  return withoutValue(key);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
export function deleteApiKey({ apiKey }: ById, context: OperationContext): void {
  findApiKey(apiKey, context);
  const { apiKeys, usagePlans } = gateway(context);
  apiKeys.delete(apiKey);
  for (const { keys } of usagePlans.values()) keys.delete(apiKey);
}
