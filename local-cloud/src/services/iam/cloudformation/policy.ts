import { documentText } from '../../../resources/document-text.ts';
import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { deleteRolePolicy, putRolePolicy } from '../operations/inline-policies.ts';

interface Properties {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
  readonly Roles?: readonly string[];
}

/**
 * One inline policy, put into any number of roles.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html
 */
export const policy = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Roles'],
  async create({ PolicyName, PolicyDocument, Roles = [] }, context) {
    for (const RoleName of Roles) {
      putRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) }, context);
    }
    const Id = context.generateName({ maxLength: 128 });
    return { physicalId: Id, attributes: { Id } };
  },
  async update(state, { PolicyName, PolicyDocument, Roles = [] }, previous, context) {
    for (const RoleName of Roles) {
      putRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) }, context);
    }
    for (const RoleName of previous.Roles ?? []) {
      if (previous.PolicyName === PolicyName && Roles.includes(RoleName)) continue;
      await unlessGone(() => deleteRolePolicy({ RoleName, PolicyName: previous.PolicyName }, context));
    }
    return state;
  },
  async delete(_state, { PolicyName, Roles = [] }, context) {
    for (const RoleName of Roles) await unlessGone(() => deleteRolePolicy({ RoleName, PolicyName }, context));
  },
} satisfies ResourceType<Properties>;
