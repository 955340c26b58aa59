import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { type OwnTags, tagMap } from '../../../../resources/tags.ts';
import {
  createStage,
  deleteAccessLogSettings,
  deleteRouteSettings,
  deleteStage,
  getStage,
  updateStage,
} from '../operations/stages.ts';
import { syncTags } from './tags.ts';

/** A route's settings as the template has them, whose names begin with capitals. */
type Settings = Readonly<Record<string, unknown>>;

interface Properties {
  ApiId: string;
  StageName: string;
  AutoDeploy?: boolean;
  DeploymentId?: string;
  Description?: string;
  StageVariables?: object;
  Tags?: OwnTags;
  AccessLogSettings?: { DestinationArn?: string; Format?: string };
  ClientCertificateId?: string;
  DefaultRouteSettings?: Settings;
  RouteSettings?: Readonly<Record<string, Settings>>;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html */
export const stage = {
  type: 'AWS::ApiGatewayV2::Stage',
  properties: [
    ...['ApiId', 'StageName', 'AutoDeploy', 'DeploymentId', 'Description', 'StageVariables', 'Tags'],
    ...['AccessLogSettings', 'ClientCertificateId', 'DefaultRouteSettings', 'RouteSettings'],
  ] as (keyof Properties & string)[],
  members: {
    AccessLogSettings: ['DestinationArn', 'Format'],
    RouteSettings: [
      ...['DataTraceEnabled', 'DetailedMetricsEnabled', 'LoggingLevel'],
      ...['ThrottlingBurstLimit', 'ThrottlingRateLimit'],
    ],
  },
  inert: ['AccessPolicyId'],

  async create(properties, context) {
    const { stageName } = createStage(
      {
        ...{ apiId: properties.ApiId, stageName: properties.StageName },
        autoDeploy: properties.AutoDeploy === true,
        deploymentId: properties.DeploymentId,
        description: properties.Description,
        stageVariables: texts(properties.StageVariables),
        ...settingsOf(properties),
        tags: tagMap(context.tags, properties.Tags),
      },
      context,
    );
    return { physicalId: stageName, attributes: {} };
  },

  async update(state, properties, _previous, context) {
    const path = { apiId: properties.ApiId, stageName: properties.StageName };
    const { stageVariables = {}, routeSettings = {} } = getStage(path, context);
    const before = Object.keys(stageVariables);
    if (!properties.AccessLogSettings) deleteAccessLogSettings(path, context);
    for (const routeKey of Object.keys(routeSettings)) deleteRouteSettings({ ...path, routeKey }, context);
    // Empty text takes a variable away.
    const cleared = Object.fromEntries(before.map((name) => [name, '']));
    updateStage(
      {
        ...path,
        autoDeploy: properties.AutoDeploy === true,
        deploymentId: properties.DeploymentId,
        description: properties.Description ?? '',
        stageVariables: { ...cleared, ...texts(properties.StageVariables) },
        ...settingsOf(properties),
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

const settingsOf = (properties: Properties) => ({
  accessLogSettings: wireNames(properties.AccessLogSettings),
  clientCertificateId: properties.ClientCertificateId,
  defaultRouteSettings: wireNames(properties.DefaultRouteSettings),
  routeSettings:
    properties.RouteSettings &&
    Object.fromEntries(
      Object.entries(properties.RouteSettings).map(([key, settings]) => [key, wireNames(settings)]),
    ),
});

const wireNames = (members: object | undefined): Record<string, unknown> | undefined =>
  members &&
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [`${name[0]?.toLowerCase()}${name.slice(1)}`, value]),
  );

/** Stage variables and their like are documents to the schema, whose values may be anything. */
const texts = (map: object | undefined): Record<string, string> | undefined =>
  map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));
