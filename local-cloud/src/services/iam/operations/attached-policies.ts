import type {
  AttachRolePolicyRequest,
  DetachRolePolicyRequest,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
} from '@aws-sdk/client-iam';
import { invalidArn, limitExceeded, noSuchEntity, notAttachable } from '../errors.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { iamStore, isAwsManaged } from '../store.ts';

/** The quota a role has before one asks for more. */
const MAX_ATTACHED = 10;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy = modelled<AttachRolePolicyRequest, undefined>(
  'AttachRolePolicy',
  (input, context) => {
    const store = iamStore(context);
    const role = store.role(input.RoleName);
    if (!input.PolicyArn.startsWith('arn:')) throw invalidArn();
    if (!isAwsManaged(input.PolicyArn) && !store.policies.has(input.PolicyArn))
      throw notAttachable(input.PolicyArn);
    if (role.attachedPolicies.size >= MAX_ATTACHED && !role.attachedPolicies.has(input.PolicyArn)) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`);
    }
    role.attachedPolicies.add(input.PolicyArn);
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy = modelled<DetachRolePolicyRequest, undefined>(
  'DetachRolePolicy',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    if (!role.attachedPolicies.delete(input.PolicyArn)) {
      throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
    }
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies = modelled<
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
>('ListAttachedRolePolicies', (input, context) => {
  const attached = [...iamStore(context).role(input.RoleName).attachedPolicies]
    .map((arn) => ({ arn, path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1) }))
    .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
    .map(({ arn }) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));
  const { items, ...rest } = pageOf(attached, input);
  return { AttachedPolicies: items, ...rest };
});

/** Only roles can have policies here: there are no users and no groups. */
export const listEntitiesForPolicy = modelled<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>(
  'ListEntitiesForPolicy',
  (input, context) => {
    const store = iamStore(context);
    if (!isAwsManaged(input.PolicyArn)) store.policy(input.PolicyArn);
    const { PolicyArn, EntityFilter = 'Role', PathPrefix = '/', PolicyUsageFilter: usage } = input;
    const found = [...store.roles.values()].filter((role) => {
      if (EntityFilter !== 'Role' || !role.path.startsWith(PathPrefix)) return false;
      const isBoundary = usage !== 'PermissionsPolicy' && role.permissionsBoundary === PolicyArn;
      return isBoundary || (usage !== 'PermissionsBoundary' && role.attachedPolicies.has(PolicyArn));
    });
    const { items, ...rest } = pageOf(found, input);
    const PolicyRoles = items.map(({ name, id }) => ({ RoleName: name, RoleId: id }));
    return { PolicyGroups: [], PolicyUsers: [], PolicyRoles, ...rest };
  },
);
