import type { OperationTable } from '../../protocols/operation.ts';
import { queryProtocol } from '../../protocols/query.ts';
import type { Service } from '../service.ts';
import { managedPolicy } from './cloudformation/managed-policy.ts';
import { policy } from './cloudformation/policy.ts';
import { role } from './cloudformation/role.ts';
import { rolePolicy } from './cloudformation/role-policy.ts';
import { model } from './input.ts';
import {
  attachRolePolicy,
  detachRolePolicy,
  listAttachedRolePolicies,
  listEntitiesForPolicy,
} from './operations/attached-policies.ts';
import { getUser } from './operations/get-user.ts';
import {
  deleteRolePolicy,
  getRolePolicy,
  listRolePolicies,
  putRolePolicy,
} from './operations/inline-policies.ts';
import { createPolicy, deletePolicy, getPolicy, listPolicies } from './operations/managed-policies.ts';
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './operations/policy-versions.ts';
import {
  createRole,
  deleteRole,
  deleteRolePermissionsBoundary,
  getRole,
  listInstanceProfilesForRole,
  listRoles,
  putRolePermissionsBoundary,
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
} from './operations/roles.ts';
import { createServiceLinkedRole } from './operations/service-linked-roles.ts';
import {
  listPolicyTags,
  listRoleTags,
  tagPolicy,
  tagRole,
  untagPolicy,
  untagRole,
} from './operations/tags.ts';

const operations = {
  AttachRolePolicy: attachRolePolicy,
  CreatePolicy: createPolicy,
  CreatePolicyVersion: createPolicyVersion,
  CreateRole: createRole,
  CreateServiceLinkedRole: createServiceLinkedRole,
  DeletePolicy: deletePolicy,
  DeletePolicyVersion: deletePolicyVersion,
  DeleteRole: deleteRole,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  DeleteRolePolicy: deleteRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetRole: getRole,
  GetRolePolicy: getRolePolicy,
  GetUser: getUser,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListEntitiesForPolicy: listEntitiesForPolicy,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
  ListPolicies: listPolicies,
  ListPolicyTags: listPolicyTags,
  ListPolicyVersions: listPolicyVersions,
  ListRolePolicies: listRolePolicies,
  ListRoles: listRoles,
  ListRoleTags: listRoleTags,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  PutRolePolicy: putRolePolicy,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  TagPolicy: tagPolicy,
  TagRole: tagRole,
  UntagPolicy: untagPolicy,
  UntagRole: untagRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
} satisfies OperationTable;

const SINCE = '2026-11-21';

/** AWS Identity and Access Management: roles and policies, kept and read back. */
export const iam: Service = {
  id: 'iam',
  title: 'AWS IAM',
  signingNames: ['iam'],
  apiVersion: '2010-05-08',
  protocol: queryProtocol('https://iam.amazonaws.com/doc/2010-05-08/', model),
  operations,
  resourceTypes: [role, policy, managedPolicy, rolePolicy],
  inert: {
    CreateRole: ['AssumeRolePolicyDocument', 'MaxSessionDuration', 'PermissionsBoundary'],
    PutRolePolicy: ['PolicyDocument'],
    CreatePolicy: ['PolicyDocument'],
    // There are none to page through.
    ListInstanceProfilesForRole: ['Marker', 'MaxItems'],
  },
  gaps: [
    'policies are checked for their form and kept, and never enforced: every request is allowed',
    'AWS managed policies can be attached, any name of theirs; what is in them is not known, and they are not listed',
    'users (every caller is the account’s root), groups, access keys, instance profiles, identity providers, account settings and policy simulation',
    'service-linked roles of ten services; deleting one goes by DeleteRole',
  ].map((what) => ({ what, since: SINCE })),
};
