import type {
  GetRoleCommandOutput,
  ListInstanceProfilesForRoleCommandOutput,
  ListRolesCommandOutput,
} from '@aws-sdk/client-iam';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { describeRole } from '../describe.ts';
import { pageInput, parseInput, roleName } from '../input.ts';
import { pageOf } from '../paging.ts';
import { iamStore } from '../store.ts';

const ByName = z.object({ RoleName: roleName });

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export function getRole(input: unknown, context: OperationContext): Omit<GetRoleCommandOutput, '$metadata'> {
  return { Role: describeRole(iamStore(context).role(parseInput(ByName, input).RoleName)) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export function listRoles(
  input: unknown,
  context: OperationContext,
): Omit<ListRolesCommandOutput, '$metadata'> {
  const request = parseInput(z.object({ PathPrefix: z.string().default('/'), ...pageInput }), input);
  const found = [...iamStore(context).roles.values()]
    .filter(({ path }) => path.startsWith(request.PathPrefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { entries, rest } = pageOf(found, request);
  // Lists leave out what takes IAM another look-up: tags, boundary and last use.
  const Roles = entries.map((role) => {
    const { Tags: _tags, PermissionsBoundary: _boundary, RoleLastUsed: _used, ...shown } = describeRole(role);
    return shown;
  });
  return { Roles, ...rest };
}

/** There are no instance profiles; tools ask before they delete a role. */
export function listInstanceProfilesForRole(
  input: unknown,
  context: OperationContext,
): Omit<ListInstanceProfilesForRoleCommandOutput, '$metadata'> {
  const request = parseInput(ByName.extend(pageInput), input);
  iamStore(context).role(request.RoleName);
  return { InstanceProfiles: [], IsTruncated: false };
}
