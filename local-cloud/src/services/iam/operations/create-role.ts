import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import { partition } from '../../../core/arn.ts';
import { upperId } from '../../../core/ids.ts';
import { describeRole } from '../describe.ts';
import { entityAlreadyExists } from '../errors.ts';
import { modelled } from '../input.ts';
import { checkPolicyDocument } from '../policy-document.ts';
import { iamStore, type Role } from '../store.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole = modelled<CreateRoleRequest, CreateRoleResponse>('CreateRole', (input, context) => {
  checkPolicyDocument(input.AssumeRolePolicyDocument, 'trust');
  const store = iamStore(context);
  if (store.findRole(input.RoleName)) {
    throw entityAlreadyExists(`Role with name ${input.RoleName} already exists.`);
  }
  const { Path = '/' } = input;
  const { accountId, region } = context;
  const role: Role = {
    name: input.RoleName,
    id: `AROA${upperId(17)}`,
    arn: `arn:${partition(region)}:iam::${accountId}:role${Path}${input.RoleName}`,
    path: Path,
    createDate: new Date(),
    trustPolicy: input.AssumeRolePolicyDocument,
    description: input.Description,
    maxSessionDuration: input.MaxSessionDuration ?? 3600,
    permissionsBoundary: input.PermissionsBoundary,
    tags: new Map((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
  };
  store.roles.set(role.name.toLowerCase(), role);
  // Of a role that was just made, IAM does not say how long its sessions are, nor when it was used.
  const { MaxSessionDuration: _duration, RoleLastUsed: _used, ...made } = describeRole(role);
  return { Role: made };
});
