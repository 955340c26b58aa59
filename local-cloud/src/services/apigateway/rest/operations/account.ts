import type { Account, GetAccountRequest, UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import { modelled } from '../input.ts';
import { applyPatches } from '../patch.ts';
import { gateway } from '../store.ts';

/**
 * The throttle limits that an account starts with.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
 */
export const getAccount = modelled<GetAccountRequest, Account>('GetAccount', (_input, context) => {
  const { cloudwatchRoleArn } = gateway(context);
  const throttleSettings = { burstLimit: 5000, rateLimit: 10_000 };
  return { cloudwatchRoleArn, throttleSettings, features: ['UsagePlans'], apiKeyVersion: '4' };
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
export const updateAccount = modelled<UpdateAccountRequest, Account>('UpdateAccount', (input, context) => {
  applyPatches(gateway(context), input, {
    '/cloudwatchRoleArn': (store, { value }) => {
      store.cloudwatchRoleArn = value || undefined;
    },
  });
  return getAccount({}, context);
});
