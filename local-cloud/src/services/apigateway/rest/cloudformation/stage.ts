import type { CreateStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { tagMap } from '../../../../resources/tags.ts';
import { createStage, deleteStage, getStage, updateStage } from '../operations/stages.ts';
import { type MethodSettings, methodSettingPatches } from './method-settings.ts';
import { mapPatches, replace, syncTags } from './properties.ts';

interface Properties {
  RestApiId: string;
  StageName?: string;
  DeploymentId: string;
  Description?: string;
  Variables?: Record<string, string>;
  TracingEnabled?: boolean;
  Tags?: { Key: string; Value: string }[];
  AccessLogSetting?: { DestinationArn?: string; Format?: string };
  CacheClusterEnabled?: boolean;
  CacheClusterSize?: string;
  ClientCertificateId?: string;
  DocumentationVersion?: string;
  MethodSettings?: MethodSettings;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
export const stage = {
  type: 'AWS::ApiGateway::Stage',
  properties: [
    ...['RestApiId', 'StageName', 'DeploymentId', 'Description', 'Variables', 'Tags', 'AccessLogSetting'],
  ] as (keyof Properties & string)[],
  members: { AccessLogSetting: ['DestinationArn', 'Format'] },
  // Kept, and told by GetStage.
  inert: [
    ...['CacheClusterEnabled', 'CacheClusterSize', 'ClientCertificateId', 'DocumentationVersion'],
    ...['MethodSettings', 'TracingEnabled'],
  ],

  async create(properties, context) {
    const { stageName = '' } = createStage(
      {
        restApiId: properties.RestApiId,
        stageName: properties.StageName ?? context.generateName({ maxLength: 128 }),
        deploymentId: properties.DeploymentId,
        description: properties.Description,
        variables: properties.Variables,
        tracingEnabled: properties.TracingEnabled,
        cacheClusterEnabled: properties.CacheClusterEnabled,
        cacheClusterSize: properties.CacheClusterSize as CreateStageRequest['cacheClusterSize'],
        documentationVersion: properties.DocumentationVersion,
        tags: tagMap(context.tags, properties.Tags),
      },
      context,
    );
    const patchOperations = settingPatches(properties, {});
    updateStage({ restApiId: properties.RestApiId, stageName, ...{ patchOperations } }, context);
    return { physicalId: stageName, attributes: {} };
  },

  async update(state, properties, _previous, context) {
    const path = { restApiId: properties.RestApiId, stageName: state.physicalId };
    const { variables, methodSettings } = getStage(path, context);
    const patchOperations = [
      replace('/deploymentId', properties.DeploymentId),
      replace('/description', properties.Description),
      replace('/tracingEnabled', properties.TracingEnabled === true),
      replace('/cacheClusterEnabled', properties.CacheClusterEnabled === true),
      replace('/documentationVersion', properties.DocumentationVersion),
      ...mapPatches('/variables', properties.Variables, variables),
      ...settingPatches(properties, methodSettings),
    ];
    updateStage({ ...path, ...{ patchOperations } }, context);
    syncTags(`/restapis/${path.restApiId}/stages/${path.stageName}`, properties.Tags, context);
    return state;
  },

  async delete({ physicalId: stageName }, { RestApiId: restApiId }, context) {
    await unlessGone(() => deleteStage({ restApiId, stageName }, context));
  },
} satisfies ResourceType<Properties>;

/** What makes a stage's access log and settings of methods those of a template. */
const settingPatches = (
  { AccessLogSetting: log, ClientCertificateId, MethodSettings }: Properties,
  current: Stage['methodSettings'],
) => [
  ...(log
    ? [
        replace('/accessLogSettings/destinationArn', log.DestinationArn),
        replace('/accessLogSettings/format', log.Format),
      ]
    : [replace('/accessLogSettings', undefined)]),
  replace('/clientCertificateId', ClientCertificateId),
  ...methodSettingPatches(MethodSettings, current),
];
