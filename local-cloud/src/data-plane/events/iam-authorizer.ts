import type { CredentialScope } from '../../http/credential-scope.ts';

/** The caller as an event tells it. Signatures are not verified, so whoever signs is the account's root user. */
export const iamAuthorizer = ({ accessKeyId }: CredentialScope, accountId: string) => ({
  iam: {
    accessKey: accessKeyId,
    accountId,
    callerId: accountId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: `arn:aws:iam::${accountId}:root`,
    userId: accountId,
  },
});
