import { documentText } from '../../../resources/document-text.ts';
import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceContext, ResourceType } from '../../../resources/resource-type.ts';
import { goneTags, tagList, tagMap } from '../../../resources/tags.ts';
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

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Properties {
  readonly AssumeRolePolicyDocument: unknown;
  readonly Description?: string;
  readonly ManagedPolicyArns?: readonly string[];
  readonly MaxSessionDuration?: number;
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
      await setPolicies(RoleName, properties, undefined, context);
    } catch (error) {
      await remove(RoleName, properties, context);
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
    await setPolicies(RoleName, properties, previous, context);
    setTags(RoleName, tagsOf(properties, context), context);
    return state;
  },
  async delete(state, properties, context) {
    await unlessGone(() => remove(state.physicalId, properties, context));
  },
} satisfies ResourceType<Properties>;

/** Puts and attaches what the template says; what it said before and no longer does is taken away. */
async function setPolicies(
  RoleName: string,
  { Policies = [], ManagedPolicyArns = [] }: Properties,
  previous: Properties | undefined,
  context: ResourceContext,
): Promise<void> {
  const names = new Set(Policies.map(({ PolicyName }) => PolicyName));
  for (const { PolicyName } of previous?.Policies ?? []) {
    if (!names.has(PolicyName)) await unlessGone(() => deleteRolePolicy({ RoleName, PolicyName }, context));
  }
  for (const { PolicyName, PolicyDocument } of Policies) {
    putRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) }, context);
  }
  for (const PolicyArn of previous?.ManagedPolicyArns ?? []) {
    if (ManagedPolicyArns.includes(PolicyArn)) continue;
    await unlessGone(() => detachRolePolicy({ RoleName, PolicyArn }, context));
  }
  for (const PolicyArn of ManagedPolicyArns) attachRolePolicy({ RoleName, PolicyArn }, context);
}

function setTags(RoleName: string, wanted: readonly Tag[], context: ResourceContext): void {
  const { Tags } = listRoleTags({ RoleName, MaxItems: 1000 }, context);
  const keys = (Tags ?? []).map(({ Key = '' }) => Key);
  const TagKeys = goneTags(keys, tagMap(wanted));
  untagRole({ RoleName, TagKeys }, context);
  tagRole({ RoleName, Tags: wanted }, context);
}

/** The policies of the template go with the role; one that others put or attached keeps it, as IAM deletes no such role. */
async function remove(
  RoleName: string,
  { Policies = [], ManagedPolicyArns = [] }: Properties,
  context: ResourceContext,
): Promise<void> {
  for (const { PolicyName } of Policies) {
    await unlessGone(() => deleteRolePolicy({ RoleName, PolicyName }, context));
  }
  for (const PolicyArn of ManagedPolicyArns) {
    await unlessGone(() => detachRolePolicy({ RoleName, PolicyArn }, context));
  }
  deleteRole({ RoleName }, context);
}

/** IAM takes no tags that begin with `aws:`, not even from CloudFormation. */
const tagsOf = ({ Tags }: Properties, { tags }: ResourceContext) => tagList(tags, Tags, { withoutAws: true });
