import type { ResourceContext, ResourceType } from '../../../../resources/resource-type.ts';
import { updateAccount } from '../operations/account.ts';
import { replace } from './properties.ts';

interface Properties {
  CloudWatchRoleArn?: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html */
export const account = {
  type: 'AWS::ApiGateway::Account',
  properties: [],
  inert: ['CloudWatchRoleArn'],

  async create(properties, context) {
    const id = context.generateName();
    setRole(properties, context);
    return { physicalId: id, attributes: { Id: id } };
  },

  async update(state, properties, _previous, context) {
    setRole(properties, context);
    return state;
  },

  // The account stays as it is: CloudFormation has nothing to delete there.
  async delete() {},
} satisfies ResourceType<Properties>;

const setRole = ({ CloudWatchRoleArn }: Properties, context: ResourceContext) =>
  updateAccount({ patchOperations: [replace('/cloudwatchRoleArn', CloudWatchRoleArn)] }, context);
