import type {
  ListAttachedRolePoliciesCommandOutput,
  ListEntitiesForPolicyCommandOutput,
} from '@aws-sdk/client-iam';
import { z } from 'zod';
import type { OperationContext } from '../../service.ts';
import { limitExceeded, noSuchEntity } from '../errors.ts';
import { pageInput, parseInput, policyArn, roleName } from '../input.ts';
import { pageOf } from '../paging.ts';
import { iamStore, isAwsManaged } from '../store.ts';

/** The quota a role has before one asks for more. */
const MAX_ATTACHED = 10;

const Input = z.object({ RoleName: roleName, PolicyArn: policyArn });

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export function attachRolePolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Input, input);
  const store = iamStore(context);
  const role = store.role(request.RoleName);
  if (!isAwsManaged(request.PolicyArn)) store.policy(request.PolicyArn);
  if (role.attachedPolicies.size >= MAX_ATTACHED && !role.attachedPolicies.has(request.PolicyArn)) {
    throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`);
  }
  role.attachedPolicies.add(request.PolicyArn);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export function detachRolePolicy(input: unknown, context: OperationContext): undefined {
  const request = parseInput(Input, input);
  const role = iamStore(context).role(request.RoleName);
  if (!role.attachedPolicies.delete(request.PolicyArn)) {
    throw noSuchEntity(`Policy ${request.PolicyArn} was not found.`);
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export function listAttachedRolePolicies(
  input: unknown,
  context: OperationContext,
): Omit<ListAttachedRolePoliciesCommandOutput, '$metadata'> {
  const schema = z.object({ RoleName: roleName, PathPrefix: z.string().default('/'), ...pageInput });
  const request = parseInput(schema, input);
  const attached = [...iamStore(context).role(request.RoleName).attachedPolicies]
    .map((arn) => ({ arn, path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1) }))
    .filter(({ path }) => path.startsWith(request.PathPrefix))
    .map(({ arn }) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));
  const { entries, rest } = pageOf(attached, request);
  return { AttachedPolicies: entries, ...rest };
}

/** Only roles can have policies here: there are no users and no groups. */
export function listEntitiesForPolicy(
  input: unknown,
  context: OperationContext,
): Omit<ListEntitiesForPolicyCommandOutput, '$metadata'> {
  const schema = z.object({
    PolicyArn: policyArn,
    EntityFilter: z.enum(['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy']).optional(),
    PathPrefix: z.string().default('/'),
    ...pageInput,
  });
  const request = parseInput(schema, input);
  const store = iamStore(context);
  if (!isAwsManaged(request.PolicyArn)) store.policy(request.PolicyArn);
  const wanted = request.EntityFilter === undefined || request.EntityFilter === 'Role';
  const roles = wanted ? store.rolesWith(request.PolicyArn) : [];
  const found = roles.filter(({ path }) => path.startsWith(request.PathPrefix));
  const { entries, rest } = pageOf(found, request);
  const PolicyRoles = entries.map(({ name, id }) => ({ RoleName: name, RoleId: id }));
  return { PolicyGroups: [], PolicyUsers: [], PolicyRoles, ...rest };
}
