import type { ResourceType } from '../../../resources/resource-type.ts';

/**
 * A URL to signal to. Nothing waits for it here, so it is what a template has for a resource without any effect.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitconditionhandle.html
 */
export const waitConditionHandle = {
  type: 'AWS::CloudFormation::WaitConditionHandle',
  properties: [],
  async create(_properties, { cloud, region, stackId, logicalId }) {
    const path = `cloudformation-waitcondition-${region}/${encodeURIComponent(`${stackId}/${logicalId}`)}`;
    const Id = `${cloud.endpoint}/${path}`;
    return { physicalId: Id, attributes: { Id } };
  },
  async delete() {
    // There is nothing behind the URL.
  },
} satisfies ResourceType<Record<string, never>>;
