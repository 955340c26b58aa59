import { unlessGone } from '../../../../resources/gone.ts';
import { isObject } from '../../../../resources/json.ts';
import type { ResourceContext, ResourceType } from '../../../../resources/resource-type.ts';
import { putIntegrationResponse } from '../operations/integration-responses.ts';
import { putIntegration } from '../operations/integrations.ts';
import { putMethodResponse } from '../operations/method-responses.ts';
import { deleteMethod, type MethodPath, putMethod } from '../operations/methods.ts';

interface IntegrationProperties {
  Type?: string;
  IntegrationHttpMethod?: string;
  Uri?: string;
  ConnectionType?: string;
  Credentials?: string;
  RequestParameters?: Record<string, string>;
  RequestTemplates?: Record<string, string>;
  PassthroughBehavior?: string;
  ContentHandling?: string;
  TimeoutInMillis?: number;
  CacheNamespace?: string;
  CacheKeyParameters?: string[];
  ResponseTransferMode?: string;
  IntegrationResponses?: {
    StatusCode: string;
    SelectionPattern?: string;
    ResponseParameters?: Record<string, string>;
    ResponseTemplates?: Record<string, string>;
    ContentHandling?: string;
  }[];
}

interface Properties {
  RestApiId: string;
  ResourceId: string;
  HttpMethod: string;
  AuthorizationType?: string;
  AuthorizerId?: string;
  ApiKeyRequired?: boolean;
  RequestParameters?: Record<string, boolean>;
  RequestValidatorId?: string;
  MethodResponses?: {
    StatusCode: string;
    ResponseParameters?: Record<string, boolean>;
    ResponseModels?: Record<string, string>;
  }[];
  Integration?: IntegrationProperties;
  OperationName?: string;
  RequestModels?: Record<string, string>;
  AuthorizationScopes?: string[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html */
export const method = {
  type: 'AWS::ApiGateway::Method',
  properties: [
    'RestApiId',
    'ResourceId',
    'HttpMethod',
    'AuthorizationType',
    'AuthorizerId',
    'ApiKeyRequired',
    'RequestParameters',
    'RequestValidatorId',
    'RequestModels',
    'MethodResponses',
    'Integration',
  ],
  members: {
    Integration: [
      ...['CacheKeyParameters', 'CacheNamespace', 'ConnectionType', 'ContentHandling', 'Credentials'],
      ...['IntegrationHttpMethod', 'IntegrationResponses', 'PassthroughBehavior', 'RequestParameters'],
      ...['RequestTemplates', 'ResponseTransferMode', 'TimeoutInMillis', 'Type', 'Uri'],
    ],
    IntegrationResponse: [
      ...['ContentHandling', 'ResponseParameters', 'ResponseTemplates', 'SelectionPattern', 'StatusCode'],
    ],
    MethodResponse: ['ResponseModels', 'ResponseParameters', 'StatusCode'],
  },
  inert: ['OperationName', 'AuthorizationScopes'],

  limit({ AuthorizerId, AuthorizationScopes, ...rest }) {
    const type = rest.AuthorizationType;
    if (type === 'CUSTOM' || type === 'COGNITO_USER_POOLS')
      return { what: `the ${type} authorizer`, rest: { ...rest, AuthorizationType: 'NONE' } };
    const integration = isObject(rest.Integration) ? rest.Integration.Type : undefined;
    return integration === 'AWS' || integration === 'HTTP' || integration === 'HTTP_PROXY'
      ? { what: `integrations of type ${integration}` }
      : undefined;
  },

  async create(properties, context) {
    put(properties, context);
    const { RestApiId, ResourceId, HttpMethod } = properties;
    return { physicalId: `${RestApiId}|${ResourceId}|${HttpMethod}`, attributes: {} };
  },

  async update(state, properties, _previous, context) {
    // Deployments keep what they were made of, so nothing that is served changes with this.
    await unlessGone(() => deleteMethod(pathOf(properties), context));
    put(properties, context);
    return state;
  },

  async delete(_state, properties, context) {
    await unlessGone(() => deleteMethod(pathOf(properties), context));
  },
} satisfies ResourceType<Properties>;

const pathOf = ({ RestApiId, ResourceId, HttpMethod }: Properties): MethodPath => ({
  restApiId: RestApiId,
  resourceId: ResourceId,
  httpMethod: HttpMethod,
});

function put(properties: Properties, context: ResourceContext): void {
  const path = pathOf(properties);
  const given = {
    authorizationType: properties.AuthorizationType ?? 'NONE',
    authorizerId: properties.AuthorizerId,
    apiKeyRequired: properties.ApiKeyRequired === true,
    operationName: properties.OperationName,
    requestParameters: properties.RequestParameters,
    requestModels: properties.RequestModels,
    requestValidatorId: properties.RequestValidatorId,
    authorizationScopes: properties.AuthorizationScopes,
  };
  putMethod({ ...path, ...given }, context);
  try {
    for (const { StatusCode, ResponseParameters, ResponseModels } of properties.MethodResponses ?? []) {
      const given = { responseParameters: ResponseParameters, responseModels: ResponseModels };
      putMethodResponse({ ...path, statusCode: StatusCode, ...given }, context);
    }
    if (properties.Integration) putWithResponses(path, properties.Integration, context);
  } catch (error) {
    // A resource that could not be made leaves nothing behind.
    deleteMethod(path, context);
    throw error;
  }
}

function putWithResponses(
  path: MethodPath,
  integration: IntegrationProperties,
  context: ResourceContext,
): void {
  const given = {
    type: integration.Type,
    integrationHttpMethod: integration.IntegrationHttpMethod,
    uri: integration.Uri,
    connectionType: integration.ConnectionType,
    credentials: integration.Credentials,
    requestParameters: integration.RequestParameters,
    requestTemplates: integration.RequestTemplates,
    passthroughBehavior: integration.PassthroughBehavior,
    contentHandling: integration.ContentHandling,
    timeoutInMillis: integration.TimeoutInMillis,
    cacheNamespace: integration.CacheNamespace,
    cacheKeyParameters: integration.CacheKeyParameters,
    responseTransferMode: integration.ResponseTransferMode,
  };
  const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  putIntegration({ ...path, ...defined }, context);
  for (const response of integration.IntegrationResponses ?? []) {
    const answer = {
      selectionPattern: response.SelectionPattern,
      responseParameters: response.ResponseParameters,
      responseTemplates: response.ResponseTemplates,
      contentHandling: response.ContentHandling,
    };
    putIntegrationResponse({ ...path, statusCode: response.StatusCode, ...answer }, context);
  }
}
