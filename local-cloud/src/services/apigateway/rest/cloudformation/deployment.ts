import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { createDeployment, deleteDeployment, updateDeployment } from '../operations/deployments.ts';
import { deleteStage, getStage } from '../operations/stages.ts';
import { replace, syncTags } from './properties.ts';

interface Properties {
  RestApiId: string;
  Description?: string;
  StageName?: string;
  StageDescription?: {
    Description?: string;
    Variables?: Record<string, string>;
    TracingEnabled?: boolean;
    Tags?: { Key: string; Value: string }[];
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html */
export const deployment = {
  type: 'AWS::ApiGateway::Deployment',
  properties: ['RestApiId', 'Description', 'StageName', 'StageDescription'],
  members: { StageDescription: ['Description', 'Tags', 'Variables'] },
  inert: [
    ...[
      'AccessLogSetting',
      'CacheClusterEnabled',
      'CacheClusterSize',
      'CacheDataEncrypted',
      'CacheTtlInSeconds',
    ],
    ...['CachingEnabled', 'ClientCertificateId', 'DataTraceEnabled', 'DocumentationVersion', 'LoggingLevel'],
    ...['MethodSettings', 'MetricsEnabled', 'ThrottlingBurstLimit', 'ThrottlingRateLimit', 'TracingEnabled'],
  ].map((name) => `StageDescription.${name}`),

  async create(
    { RestApiId: restApiId, Description, StageName: stageName, StageDescription: stage },
    context,
  ) {
    const { id = '' } = createDeployment(
      {
        ...{ restApiId, description: Description, stageName },
        stageDescription: stage?.Description,
        variables: stage?.Variables,
        tracingEnabled: stage?.TracingEnabled,
      },
      context,
    );
    if (stageName && stage?.Tags) syncTags(`/restapis/${restApiId}/stages/${stageName}`, stage.Tags, context);
    return { physicalId: id, attributes: { DeploymentId: id } };
  },

  async update(state, { RestApiId: restApiId, Description }, _previous, context) {
    const patchOperations = [replace('/description', Description)];
    updateDeployment({ restApiId, deploymentId: state.physicalId, ...{ patchOperations } }, context);
    return state;
  },

  async delete({ physicalId: deploymentId }, { RestApiId: restApiId, StageName: stageName }, context) {
    await unlessGone(() => {
      // The stage came with the deployment and goes with it, unless a newer deployment has taken it over.
      if (stageName && getStage({ restApiId, stageName }, context).deploymentId === deploymentId) {
        deleteStage({ restApiId, stageName }, context);
      }
    });
    await unlessGone(() => deleteDeployment({ restApiId, deploymentId }, context));
  },
} satisfies ResourceType<Properties>;
