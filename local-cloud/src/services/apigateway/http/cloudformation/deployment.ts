import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { createDeployment, deleteDeployment, updateDeployment } from '../operations/deployments.ts';

interface Properties {
  ApiId: string;
  Description?: string;
  StageName?: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-deployment.html */
export const deployment = {
  type: 'AWS::ApiGatewayV2::Deployment',
  properties: ['ApiId', 'Description', 'StageName'],
  alsoReplaceOn: ['StageName'],

  async create({ ApiId: apiId, Description: description, StageName: stageName }, context) {
    const { deploymentId } = createDeployment({ apiId, description, stageName }, context);
    return { physicalId: deploymentId, attributes: { DeploymentId: deploymentId } };
  },

  async update(state, { ApiId: apiId, Description: description = '' }, _previous, context) {
    updateDeployment({ apiId, deploymentId: state.physicalId, description }, context);
    return state;
  },

  async delete({ physicalId: deploymentId }, { ApiId: apiId }, context) {
    await unlessGone(() => deleteDeployment({ apiId, deploymentId }, context));
  },
} satisfies ResourceType<Properties>;
