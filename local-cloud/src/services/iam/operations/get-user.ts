import type { GetUserCommandOutput, GetUserRequest, User } from '@aws-sdk/client-iam';
import { getCallerIdentity } from '../../sts/operations/get-caller-identity.ts';
import { noSuchEntity } from '../errors.ts';
import { modelled } from '../input.ts';
import { iamStore } from '../store.ts';

type Output = Omit<GetUserCommandOutput, '$metadata' | 'User'> & { User: Partial<User> };

/**
 * There are no users; every caller is the account's root, whose record has neither a name nor a path. Terraform asks
 * for it, to learn the account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 * @throws AwsError NoSuchEntity (404) for any name
 */
export const getUser = modelled<GetUserRequest, Output>('GetUser', (input, context) => {
  const { UserName } = input;
  if (UserName !== undefined) throw noSuchEntity(`The user with name ${UserName} cannot be found.`);
  const { Arn, UserId } = getCallerIdentity({}, context);
  return { User: { Arn, UserId, CreateDate: iamStore(context).accountCreated } };
});
