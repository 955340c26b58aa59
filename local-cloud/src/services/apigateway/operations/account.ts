import type { Account } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../service.ts';
import { applyPatches } from '../patch.ts';
import { gateway } from '../store.ts';

/**
 * The throttle limits that an account starts with.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
 */
export function getAccount(_input: unknown, context: OperationContext): Account {
  const { cloudwatchRoleArn } = gateway(context);
  const throttleSettings = { burstLimit: 5000, rateLimit: 10_000 };
  return { cloudwatchRoleArn, throttleSettings, features: ['UsagePlans'], apiKeyVersion: '4' };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
export function updateAccount(input: unknown, context: OperationContext): Account {
  applyPatches(gateway(context), input, {
    '/cloudwatchRoleArn': (store, { value }) => {
      store.cloudwatchRoleArn = value || undefined;
    },
  });
  return getAccount(input, context);
}
