import type { AttachedPermissionsBoundary, Policy, Role as RoleShape } from '@aws-sdk/client-iam';
import { encodeDocument } from './policy-document.ts';
import type { IamStore, ManagedPolicy, Role, Tag } from './store.ts';

export const tagList = (tags: ReadonlyMap<string, string>): Tag[] =>
  [...tags].map(([Key, Value]) => ({ Key, Value }));

/** A role as GetRole answers it. */
export function describeRole(role: Role): RoleShape {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary:
      role.permissionsBoundary === undefined ? undefined : boundary(role.permissionsBoundary),
    Tags: role.tags.size > 0 ? tagList(role.tags) : undefined,
    RoleLastUsed: {},
  };
}

const boundary = (PermissionsBoundaryArn: string): AttachedPermissionsBoundary => ({
  PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
  PermissionsBoundaryArn,
});

/** A policy as GetPolicy answers it. */
export function describePolicy(policy: ManagedPolicy, store: IamStore): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: store.rolesWith(policy.arn).length,
    PermissionsBoundaryUsageCount: [...store.roles.values()].filter(
      ({ permissionsBoundary }) => permissionsBoundary === policy.arn,
    ).length,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
    Tags: policy.tags.size > 0 ? tagList(policy.tags) : undefined,
  };
}
