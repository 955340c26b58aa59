import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { arn } from '../../../core/arn.ts';
import { modelled } from '../input.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = modelled<GetCallerIdentityRequest, GetCallerIdentityResponse>(
  'GetCallerIdentity',
  (_input, { accountId, region }) => {
    // IAM is global, so the ARN has no region; its partition is still the one the request was signed for.
    const root = arn('iam', { region, accountId }, 'root').replace(`:${region}:`, '::');
    return { UserId: accountId, Account: accountId, Arn: root };
  },
);
