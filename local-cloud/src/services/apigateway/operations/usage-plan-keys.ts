import type { UsagePlanKey } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { conflict, notFound } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { findApiKey } from './api-keys.ts';
import { findUsagePlan } from './usage-plans.ts';

const CreateInput = z.object({ usagePlanId: z.string(), keyId: z.string(), keyType: z.literal('API_KEY') });

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export function createUsagePlanKey(input: unknown, context: OperationContext): UsagePlanKey {
  const { usagePlanId, keyId } = checkInput(CreateInput, input, 'BadRequestException');
  const plan = findUsagePlan(usagePlanId, context);
  const answer = view(keyId, context);
  if (plan.keys.has(keyId)) throw conflict(`${keyId} is already in usage plan ${usagePlanId}`);
  plan.keys.add(keyId);
  return answer;
}

function view(keyId: string, context: OperationContext): UsagePlanKey {
  const { id, name, value } = findApiKey(keyId, context);
  return { id, type: 'API_KEY', name, value };
}

interface ById {
  usagePlanId: string;
  keyId: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export function getUsagePlanKey({ usagePlanId, keyId }: ById, context: OperationContext): UsagePlanKey {
  if (!findUsagePlan(usagePlanId, context).keys.has(keyId)) {
    throw notFound(`Invalid API Key identifier specified`);
  }
  return view(keyId, context);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export const getUsagePlanKeys = (
  input: { usagePlanId: string },
  context: OperationContext,
): Page<UsagePlanKey> =>
  page(
    [...findUsagePlan(input.usagePlanId, context).keys].map((id) => view(id, context)),
    input,
  );

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
export function deleteUsagePlanKey(input: ById, context: OperationContext): void {
  getUsagePlanKey(input, context);
  findUsagePlan(input.usagePlanId, context).keys.delete(input.keyId);
}
