import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRolePermissionsBoundaryRequest,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  PutRolePermissionsBoundaryRequest,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { partition } from '../../../core/arn.ts';
import { upperId } from '../../../core/ids.ts';
import { describeRole } from '../describe.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from '../errors.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
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

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = modelled<GetRoleRequest, GetRoleResponse>('GetRole', (input, context) => {
  return { Role: describeRole(iamStore(context).role(input.RoleName)) };
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles = modelled<ListRolesRequest, ListRolesResponse>('ListRoles', (input, context) => {
  const found = [...iamStore(context).roles.values()]
    .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, ...rest } = pageOf(found, input);
  // Lists leave out what takes IAM another look-up: tags, boundary and last use.
  const Roles = items.map((role) => {
    const { Tags: _tags, PermissionsBoundary: _boundary, RoleLastUsed: _used, ...shown } = describeRole(role);
    return shown;
  });
  return { Roles, ...rest };
});

/** There are no instance profiles; tools ask before they delete a role. */
export const listInstanceProfilesForRole = modelled<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
>('ListInstanceProfilesForRole', (input, context) => {
  iamStore(context).role(input.RoleName);
  return { InstanceProfiles: [], IsTruncated: false };
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = modelled<UpdateRoleRequest, Record<string, never>>(
  'UpdateRole',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    role.description = input.Description ?? role.description;
    role.maxSessionDuration = input.MaxSessionDuration ?? role.maxSessionDuration;
    return {};
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription = modelled<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>(
  'UpdateRoleDescription',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    role.description = input.Description;
    return { Role: describeRole(role) };
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = modelled<UpdateAssumeRolePolicyRequest, undefined>(
  'UpdateAssumeRolePolicy',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    checkPolicyDocument(input.PolicyDocument, 'trust');
    role.trustPolicy = input.PolicyDocument;
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary = modelled<PutRolePermissionsBoundaryRequest, undefined>(
  'PutRolePermissionsBoundary',
  (input, context) => {
    iamStore(context).role(input.RoleName).permissionsBoundary = input.PermissionsBoundary;
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary = modelled<DeleteRolePermissionsBoundaryRequest, undefined>(
  'DeleteRolePermissionsBoundary',
  (input, context) => {
    const role = iamStore(context).role(input.RoleName);
    if (role.permissionsBoundary === undefined) {
      throw noSuchEntity(`The permissions boundary for role ${role.name} cannot be found.`);
    }
    role.permissionsBoundary = undefined;
  },
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole = modelled<DeleteRoleRequest, undefined>('DeleteRole', (input, context) => {
  const store = iamStore(context);
  const role = store.role(input.RoleName);
  if (role.attachedPolicies.size > 0) {
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  }
  if (role.inlinePolicies.size > 0) {
    throw deleteConflict('Cannot delete entity, must delete policies first.');
  }
  store.roles.delete(role.name.toLowerCase());
});
