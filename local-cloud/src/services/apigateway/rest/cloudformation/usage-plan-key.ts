import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { createUsagePlanKey, deleteUsagePlanKey } from '../operations/usage-plan-keys.ts';

interface Properties {
  UsagePlanId: string;
  KeyId: string;
  KeyType: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplankey.html */
export const usagePlanKey = {
  type: 'AWS::ApiGateway::UsagePlanKey',
  properties: ['UsagePlanId', 'KeyId', 'KeyType'],

  async create({ UsagePlanId: usagePlanId, KeyId: keyId, KeyType: keyType }, context) {
    createUsagePlanKey({ usagePlanId, keyId, keyType }, context);
    const id = `${keyId}:${usagePlanId}`;
    return { physicalId: id, attributes: { Id: id } };
  },

  async delete(_state, { UsagePlanId: usagePlanId, KeyId: keyId }, context) {
    await unlessGone(() => deleteUsagePlanKey({ usagePlanId, keyId }, context));
  },
} satisfies ResourceType<Properties>;
