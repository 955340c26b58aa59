import { documentText } from '../../../resources/document-text.ts';
import { unlessGone } from '../../../resources/gone.ts';
import type { ResourceType } from '../../../resources/resource-type.ts';
import { deleteRolePolicy, putRolePolicy } from '../operations/inline-policies.ts';

interface Properties {
  readonly PolicyName: string;
  readonly RoleName: string;
  readonly PolicyDocument?: unknown;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html */
export const rolePolicy = {
  type: 'AWS::IAM::RolePolicy',
  properties: ['PolicyName', 'RoleName', 'PolicyDocument'],
  async create({ PolicyName, RoleName, PolicyDocument }, context) {
    putRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) }, context);
    return { physicalId: `${PolicyName}|${RoleName}`, attributes: {} };
  },
  async update(state, { PolicyName, RoleName, PolicyDocument }, _previous, context) {
    putRolePolicy({ RoleName, PolicyName, PolicyDocument: documentText(PolicyDocument) }, context);
    return state;
  },
  async delete(_state, { PolicyName, RoleName }, context) {
    await unlessGone(() => deleteRolePolicy({ RoleName, PolicyName }, context));
  },
} satisfies ResourceType<Properties>;
