import { documentText } from '../../../resources/document-text.ts';
import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceContext, ResourceType } from '../../../resources/resource-type.ts';
import {
  attachRolePolicy,
  detachRolePolicy,
  listEntitiesForPolicy,
} from '../operations/attached-policies.ts';
import { createPolicy, deletePolicy, getPolicy } from '../operations/managed-policies.ts';
import {
  createPolicyVersion,
  deletePolicyVersion,
  listPolicyVersions,
} from '../operations/policy-versions.ts';

interface Properties {
  readonly Description?: string;
  readonly ManagedPolicyName?: string;
  readonly Path?: string;
  readonly PolicyDocument: unknown;
  readonly Roles?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicy = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
  nameProperty: 'ManagedPolicyName',
  async create(properties, context) {
    const PolicyName = properties.ManagedPolicyName ?? context.generateName({ maxLength: 128 });
    const { Description, Path, Roles = [] } = properties;
    const PolicyDocument = documentText(properties.PolicyDocument);
    const { Policy } = createPolicy({ PolicyName, Path, Description, PolicyDocument }, context);
    const PolicyArn = Policy?.Arn ?? '';
    try {
      for (const RoleName of Roles) attachRolePolicy({ RoleName, PolicyArn }, context);
    } catch (error) {
      remove(PolicyArn, context);
      throw error;
    }
    return { physicalId: PolicyArn, attributes: attributesOf(PolicyArn, context) };
  },
  async update(state, properties, previous, context) {
    const PolicyArn = state.physicalId;
    const PolicyDocument = documentText(properties.PolicyDocument);
    if (PolicyDocument !== documentText(previous.PolicyDocument)) {
      makeRoom(PolicyArn, context);
      createPolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: true }, context);
    }
    const { Roles = [] } = properties;
    for (const RoleName of Roles) attachRolePolicy({ RoleName, PolicyArn }, context);
    for (const RoleName of previous.Roles ?? []) {
      if (!Roles.includes(RoleName))
        await unlessGone(() => detachRolePolicy({ RoleName, PolicyArn }, context));
    }
    return { physicalId: PolicyArn, attributes: attributesOf(PolicyArn, context) };
  },
  async delete(state, _properties, context) {
    await unlessGone(() => remove(state.physicalId, context));
  },
} satisfies ResourceType<Properties>;

/** A policy has five versions at most: the oldest that is not the default gives way. */
function makeRoom(PolicyArn: string, context: ResourceContext): void {
  const { Versions = [] } = listPolicyVersions({ PolicyArn }, context);
  const oldest = Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion).at(-1);
  if (Versions.length >= 5 && oldest)
    deletePolicyVersion({ PolicyArn, VersionId: oldest.VersionId }, context);
}

function remove(PolicyArn: string, context: ResourceContext): void {
  const { PolicyRoles = [] } = listEntitiesForPolicy(
    { PolicyArn, PolicyUsageFilter: 'PermissionsPolicy', MaxItems: 1000 },
    context,
  );
  for (const { RoleName } of PolicyRoles) detachRolePolicy({ RoleName, PolicyArn }, context);
  const { Versions = [] } = listPolicyVersions({ PolicyArn }, context);
  for (const { VersionId, IsDefaultVersion } of Versions) {
    if (!IsDefaultVersion) deletePolicyVersion({ PolicyArn, VersionId }, context);
  }
  deletePolicy({ PolicyArn }, context);
}

function attributesOf(PolicyArn: string, context: ResourceContext): Record<string, string> {
  const { Policy } = getPolicy({ PolicyArn }, context);
  return {
    PolicyArn,
    PolicyId: Policy?.PolicyId ?? '',
    DefaultVersionId: Policy?.DefaultVersionId ?? '',
    AttachmentCount: String(Policy?.AttachmentCount ?? 0),
    PermissionsBoundaryUsageCount: String(Policy?.PermissionsBoundaryUsageCount ?? 0),
    IsAttachable: String(Policy?.IsAttachable ?? true),
    CreateDate: Policy?.CreateDate?.toISOString() ?? '',
    UpdateDate: Policy?.UpdateDate?.toISOString() ?? '',
  };
}
