import { unlessGone } from '../../../../resources/gone.ts';
import { type OwnTags, tagMap } from '../../../../resources/tags.ts';
import type { ResourceType } from '../../../cloudformation/resource-type.ts';
import { isTrue, texts } from '../../rest/cloudformation/properties.ts';
import { createStage, deleteStage, getStage, updateStage } from '../operations/stages.ts';
import { syncTags } from './tags.ts';

interface Properties {
  ApiId: string;
  StageName: string;
  AutoDeploy?: boolean | string;
  DeploymentId?: string;
  Description?: string;
  StageVariables?: object;
  Tags?: OwnTags;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html */
export const stage = {
  type: 'AWS::ApiGatewayV2::Stage',
  properties: ['ApiId', 'StageName', 'AutoDeploy', 'DeploymentId', 'Description', 'StageVariables', 'Tags'],
  inert: [
    'AccessLogSettings',
    'AccessPolicyId',
    'ClientCertificateId',
    'DefaultRouteSettings',
    'RouteSettings',
  ],

  async create(properties, context) {
    const { stageName } = createStage(
      {
        ...{ apiId: properties.ApiId, stageName: properties.StageName },
        autoDeploy: isTrue(properties.AutoDeploy),
        deploymentId: properties.DeploymentId,
        description: properties.Description,
        stageVariables: texts(properties.StageVariables),
        tags: tagMap(context.tags, properties.Tags),
      },
      context,
    );
    return { physicalId: stageName, attributes: {} };
  },

  async update(state, properties, _previous, context) {
    const path = { apiId: properties.ApiId, stageName: properties.StageName };
    const before = Object.keys(getStage(path, context).stageVariables ?? {});
    // Empty text takes a variable away.
    const cleared = Object.fromEntries(before.map((name) => [name, '']));
    updateStage(
      {
        ...path,
        autoDeploy: isTrue(properties.AutoDeploy),
        deploymentId: properties.DeploymentId,
        description: properties.Description ?? '',
        stageVariables: { ...cleared, ...texts(properties.StageVariables) },
      },
      context,
    );
    syncTags(`/apis/${path.apiId}/stages/${path.stageName}`, properties.Tags, context);
    return state;
  },

  async delete({ physicalId: stageName }, { ApiId: apiId }, context) {
    await unlessGone(() => deleteStage({ apiId, stageName }, context));
  },
} satisfies ResourceType<Properties>;
