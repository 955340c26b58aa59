import { unlessGone } from '../../../../resources/gone.ts';
import type { ResourceType } from '../../../../resources/resource-type.ts';
import { createRoute, deleteRoute, updateRoute } from '../operations/routes.ts';

interface Properties {
  ApiId: string;
  RouteKey: string;
  AuthorizationType?: string;
  OperationName?: string;
  Target?: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html */
export const route = {
  type: 'AWS::ApiGatewayV2::Route',
  properties: ['ApiId', 'RouteKey', 'AuthorizationType', 'Target'],
  inert: ['OperationName'],

  limit({ AuthorizerId, AuthorizationScopes, ...rest }) {
    const type = rest.AuthorizationType;
    if (type !== 'JWT' && type !== 'CUSTOM') return undefined;
    return { what: `the ${type} authorizer`, rest: { ...rest, AuthorizationType: 'NONE' } };
  },

  async create(properties, context) {
    const { routeId } = createRoute(
      {
        apiId: properties.ApiId,
        routeKey: properties.RouteKey,
        authorizationType: properties.AuthorizationType,
        operationName: properties.OperationName,
        target: properties.Target,
      },
      context,
    );
    return { physicalId: routeId, attributes: { RouteId: routeId } };
  },

  async update(state, properties, _previous, context) {
    updateRoute(
      {
        ...{ apiId: properties.ApiId, routeId: state.physicalId, routeKey: properties.RouteKey },
        authorizationType: properties.AuthorizationType ?? 'NONE',
        operationName: properties.OperationName ?? '',
        target: properties.Target ?? '',
      },
      context,
    );
    return state;
  },

  async delete({ physicalId: routeId }, { ApiId: apiId }, context) {
    await unlessGone(() => deleteRoute({ apiId, routeId }, context));
  },
} satisfies ResourceType<Properties>;
