import type { ResourceContext, ResourceType } from '../../cloudformation/resource-type.ts';
import { attachRolePolicy, detachRolePolicy } from '../operations/attached-policies.ts';
import { deleteRolePolicy, putRolePolicy } from '../operations/inline-policies.ts';
import {
  createRole,
  deleteRole,
  deleteRolePermissionsBoundary,
  putRolePermissionsBoundary,
  updateAssumeRolePolicy,
  updateRole,
} from '../operations/roles.ts';
import { listRoleTags, tagRole, untagRole } from '../operations/tags.ts';
import type { Tag } from '../store.ts';
import { documentText } from './document-text.ts';
import { ignoreMissing } from './ignore-missing.ts';

interface Properties {
  readonly AssumeRolePolicyDocument: unknown;
  readonly Description?: string;
  readonly ManagedPolicyArns?: readonly string[];
  readonly MaxSessionDuration?: number | string;
  readonly Path?: string;
  readonly PermissionsBoundary?: string;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
  readonly RoleName?: string;
  readonly Tags?: readonly Tag[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const role = {
  type: 'AWS::IAM::Role',
  properties: [
    'AssumeRolePolicyDocument',
    'Description',
    'ManagedPolicyArns',
    'MaxSessionDuration',
    'Path',
    'PermissionsBoundary',
    'Policies',
    'RoleName',
    'Tags',
  ],
  members: { Policy: ['PolicyDocument', 'PolicyName'] },
  nameProperty: 'RoleName',
  async create(properties, context) {
    const RoleName = properties.RoleName ?? context.generateName({ maxLength: 64 });
    const { Path, Description, MaxSessionDuration, PermissionsBoundary } = properties;
    const AssumeRolePolicyDocument = documentText(properties.AssumeRolePolicyDocument);
    const Tags = tagsOf(properties, context);
    const { Role } = createRole(
      {
        RoleName,
        Path,
        AssumeRolePolicyDocument,
        Description,
        MaxSessionDuration,
        PermissionsBoundary,
        Tags,
      },
      context,
    );
    try {
      setPolicies(RoleName, properties, undefined, context);
    } catch (error) {
      remove(RoleName, properties, context);
      throw error;
    }
    return { physicalId: RoleName, attributes: { Arn: Role?.Arn ?? '', RoleId: Role?.RoleId ?? '' } };
  },
  async update(state, properties, previous, context) {
    const RoleName = state.physicalId;
    const { Description = '', MaxSessionDuration = 3600, PermissionsBoundary } = properties;
    const PolicyDocument = documentText(properties.AssumeRolePolicyDocument);
    updateAssumeRolePolicy({ RoleName, PolicyDocument }, context);
    updateRole({ RoleName, Description, MaxSessionDuration }, context);
    if (PermissionsBoundary !== undefined)
      putRolePermissionsBoundary({ RoleName, PermissionsBoundary }, context);
    else if (previous.PermissionsBoundary !== undefined) deleteRolePermissionsBoundary({ RoleName }, context);
    setPolicies(RoleName, properties, previous, context);
    setTags(RoleName, tagsOf(properties, context), context);
    return state;
  },
  async delete(state, properties, context) {
    ignoreMissing(() => remove(state.physicalId, properties, context));
  },
} satisfies ResourceType<Properties>;

/** Puts and attaches what the template says; what it said before and no longer does is taken away. */
function setPolicies(
  RoleName: string,
  { Policies = [], ManagedPolicyArns = [] }: Properties,
  previous: Properties | undefined,
  context: ResourceContext,
): void {
  const names = new Set(Policies.map(({ PolicyName }) => PolicyName));
  for (const { PolicyName } of previous?.Policies ?? []) {
    if (!names.has(PolicyName)) ignoreMissing(() => deleteRolePolicy({ RoleName, PolicyName }, context));
  }
  for (const { PolicyName, PolicyDocument } of Policies) {
    putRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) }, context);
  }
  for (const PolicyArn of previous?.ManagedPolicyArns ?? []) {
    if (ManagedPolicyArns.includes(PolicyArn)) continue;
    ignoreMissing(() => detachRolePolicy({ RoleName, PolicyArn }, context));
  }
  for (const PolicyArn of ManagedPolicyArns) attachRolePolicy({ RoleName, PolicyArn }, context);
}

function setTags(RoleName: string, wanted: readonly Tag[], context: ResourceContext): void {
  const keep = new Set(wanted.map(({ Key }) => Key));
  const { Tags } = listRoleTags({ RoleName, MaxItems: 1000 }, context);
  const TagKeys = (Tags ?? []).flatMap(({ Key = '' }) => (keep.has(Key) ? [] : [Key]));
  untagRole({ RoleName, TagKeys }, context);
  tagRole({ RoleName, Tags: wanted }, context);
}

/** The policies of the template go with the role; one that others put or attached keeps it, as IAM deletes no such role. */
function remove(
  RoleName: string,
  { Policies = [], ManagedPolicyArns = [] }: Properties,
  context: ResourceContext,
): void {
  for (const { PolicyName } of Policies) {
    ignoreMissing(() => deleteRolePolicy({ RoleName, PolicyName }, context));
  }
  for (const PolicyArn of ManagedPolicyArns) {
    ignoreMissing(() => detachRolePolicy({ RoleName, PolicyArn }, context));
  }
  deleteRole({ RoleName }, context);
}

/** IAM takes no tags that begin with `aws:`, not even from CloudFormation. */
function tagsOf({ Tags = [] }: Properties, { tags }: ResourceContext): Tag[] {
  const all = [...tags.filter(({ Key }) => !Key.startsWith('aws:')), ...Tags];
  return [...new Map(all.map(({ Key, Value }) => [Key, String(Value)]))].map(([Key, Value]) => ({
    Key,
    Value,
  }));
}
