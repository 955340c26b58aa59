import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceContext, ResourceType } from '../../../../resources/resource-type.ts';
import { deleteGatewayResponse, putGatewayResponse } from '../operations/gateway-responses.ts';

interface Properties {
  RestApiId: string;
  ResponseType: string;
  StatusCode?: string;
  ResponseParameters?: Record<string, string>;
  ResponseTemplates?: Record<string, string>;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html */
export const gatewayResponse = {
  type: 'AWS::ApiGateway::GatewayResponse',
  properties: ['RestApiId', 'ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'],

  async create(properties, context) {
    put(properties, context);
    const id = `${properties.RestApiId}-${properties.ResponseType}`;
    return { physicalId: id, attributes: { Id: id } };
  },

  async update(state, properties, _previous, context) {
    put(properties, context);
    return state;
  },

  async delete(_state, { RestApiId: restApiId, ResponseType: responseType }, context) {
    await unlessGone(() => deleteGatewayResponse({ restApiId, responseType }, context));
  },
} satisfies ResourceType<Properties>;

function put(properties: Properties, context: ResourceContext): void {
  const given = {
    statusCode: properties.StatusCode,
    responseParameters: properties.ResponseParameters,
    responseTemplates: properties.ResponseTemplates,
  };
  const path = { restApiId: properties.RestApiId, responseType: properties.ResponseType };
  putGatewayResponse({ ...path, ...given }, context);
}
