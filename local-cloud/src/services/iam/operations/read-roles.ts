import type {
  GetRoleRequest,
  GetRoleResponse,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
} from '@aws-sdk/client-iam';
import { describeRole } from '../describe.ts';
import { modelled } from '../input.ts';
import { pageOf } from '../paging.ts';
import { iamStore } from '../store.ts';

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
