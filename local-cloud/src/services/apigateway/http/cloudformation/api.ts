import { arn } from '../../../../core/arn.ts';
import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceContext, ResourceState, ResourceType } from '../../../../resources/resource-type.ts';
import { type OwnTags, tagMap } from '../../../../resources/tags.ts';
import { createApi, deleteApi, deleteCorsConfiguration, getApi, updateApi } from '../operations/apis.ts';
import type { ApiSettings } from '../types.ts';
import { syncTags } from './tags.ts';

interface Properties {
  Name?: string;
  ProtocolType?: string;
  Description?: string;
  Version?: string;
  CorsConfiguration?: {
    AllowCredentials?: boolean;
    AllowHeaders?: string[];
    AllowMethods?: string[];
    AllowOrigins?: string[];
    ExposeHeaders?: string[];
    MaxAge?: number;
  };
  DisableExecuteApiEndpoint?: boolean;
  IpAddressType?: string;
  RouteSelectionExpression?: string;
  ApiKeySelectionExpression?: string;
  Target?: string;
  RouteKey?: string;
  CredentialsArn?: string;
  Tags?: OwnTags;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html */
export const api = {
  type: 'AWS::ApiGatewayV2::Api',
  properties: [
    'Name',
    'ProtocolType',
    'Description',
    'Version',
    'CorsConfiguration',
    'DisableExecuteApiEndpoint',
    'RouteSelectionExpression',
    'ApiKeySelectionExpression',
    'Target',
    'RouteKey',
    'CredentialsArn',
    'Tags',
  ],
  members: {
    Cors: ['AllowCredentials', 'AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders', 'MaxAge'],
  },
  inert: ['FailOnWarnings', 'IpAddressType'],
  alsoRequired: ['Name', 'ProtocolType'],
  // A quick-created API can't be given another target here.
  alsoReplaceOn: ['Target', 'RouteKey', 'CredentialsArn'],

  limit: ({ ProtocolType }) => (ProtocolType === 'WEBSOCKET' ? { what: 'WebSocket APIs' } : undefined),

  async create(properties, context) {
    const { ProtocolType: protocolType, Target: target, RouteKey: routeKey } = properties;
    const quick = { target, routeKey, credentialsArn: properties.CredentialsArn };
    const tags = tagMap(context.tags, properties.Tags);
    return stateOf(
      await createApi({ ...settingsOf(properties), ...quick, ...{ protocolType, tags } }, context),
      context,
    );
  },

  current: ({ physicalId: apiId }, _properties, context) => stateOf(getApi({ apiId }, context), context),

  async update({ physicalId: apiId }, properties, _previous, context) {
    if (!properties.CorsConfiguration) deleteCorsConfiguration({ apiId }, context);
    const { description = '', version = '', ...rest } = settingsOf(properties);
    const settings = updateApi({ apiId, description, version, ...rest }, context);
    syncTags(`/apis/${apiId}`, properties.Tags, context);
    return stateOf(settings, context);
  },

  async delete({ physicalId: apiId }, _properties, context) {
    await unlessGone(() => deleteApi({ apiId }, context));
  },
} satisfies ResourceType<Properties>;

const settingsOf = (properties: Properties) => ({
  name: properties.Name,
  description: properties.Description,
  version: properties.Version,
  corsConfiguration: corsOf(properties.CorsConfiguration),
  disableExecuteApiEndpoint: properties.DisableExecuteApiEndpoint === true,
  ipAddressType: properties.IpAddressType,
  routeSelectionExpression: properties.RouteSelectionExpression,
  apiKeySelectionExpression: properties.ApiKeySelectionExpression,
});

const corsOf = (cors: Properties['CorsConfiguration']) =>
  cors && {
    allowCredentials: cors.AllowCredentials,
    allowHeaders: cors.AllowHeaders,
    allowMethods: cors.AllowMethods,
    allowOrigins: cors.AllowOrigins,
    exposeHeaders: cors.ExposeHeaders,
    maxAge: cors.MaxAge,
  };

const stateOf = ({ apiId, apiEndpoint = '' }: ApiSettings, context: ResourceContext): ResourceState => ({
  physicalId: apiId,
  attributes: {
    ...{ ApiId: apiId, ApiEndpoint: apiEndpoint },
    ExecuteApiArn: arn('execute-api', context, apiId),
  },
});
