import { unlessGone } from '../../../../resources/gone.ts';
import { tagMap } from '../../../../resources/tags.ts';
import type { ResourceType } from '../../../cloudformation/resource-type.ts';
import { createStage, deleteStage, getStage, updateStage } from '../operations/stages.ts';
import { isTrue, mapPatches, optionalFlag, replace, syncTags, texts } from './properties.ts';

interface Properties {
  RestApiId: string;
  StageName?: string;
  DeploymentId: string;
  Description?: string;
  Variables?: object;
  TracingEnabled?: boolean | string;
  Tags?: { Key: string; Value: string }[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
export const stage = {
  type: 'AWS::ApiGateway::Stage',
  properties: ['RestApiId', 'StageName', 'DeploymentId', 'Description', 'Variables', 'Tags'],
  inert: [
    'TracingEnabled',
    'MethodSettings',
    'AccessLogSetting',
    'CacheClusterEnabled',
    'CacheClusterSize',
    'ClientCertificateId',
    'DocumentationVersion',
  ],

  async create(properties, context) {
    const { stageName = '' } = createStage(
      {
        restApiId: properties.RestApiId,
        stageName: properties.StageName ?? context.generateName({ maxLength: 128 }),
        deploymentId: properties.DeploymentId,
        description: properties.Description,
        variables: texts(properties.Variables),
        tracingEnabled: optionalFlag(properties.TracingEnabled),
        tags: tagMap(context.tags, properties.Tags),
      },
      context,
    );
    return { physicalId: stageName, attributes: {} };
  },

  async update(state, properties, _previous, context) {
    const path = { restApiId: properties.RestApiId, stageName: state.physicalId };
    const { variables } = getStage(path, context);
    const patchOperations = [
      replace('/deploymentId', properties.DeploymentId),
      replace('/description', properties.Description),
      replace('/tracingEnabled', isTrue(properties.TracingEnabled)),
      ...mapPatches('/variables', properties.Variables, variables),
    ];
    updateStage({ ...path, ...{ patchOperations } }, context);
    syncTags(`/restapis/${path.restApiId}/stages/${path.stageName}`, properties.Tags, context);
    return state;
  },

  async delete({ physicalId: stageName }, { RestApiId: restApiId }, context) {
    await unlessGone(() => deleteStage({ restApiId, stageName }, context));
  },
} satisfies ResourceType<Properties>;
