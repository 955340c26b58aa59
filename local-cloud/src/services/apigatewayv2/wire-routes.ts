import type { Route } from '../../protocols/routes.ts';

const API = '/v2/apis/{apiId}';
const STAGE = `${API}/stages/{stageName}`;
const INTEGRATION = `${API}/integrations/{integrationId}`;
const ROUTE = `${API}/routes/{routeId}`;
const DOMAIN = '/v2/domainnames/{domainName}';

const route = (method: string, path: string, status = 200): Route => ({ method, path, status });

/** The usual operations on a collection: the name they are formed from, its path, and the path of one in it. */
function collection<One extends string>(one: One, path: string, id: string) {
  const item = `${path}/{${id}}`;
  return {
    [`Create${one}`]: route('POST', path, 201),
    [`Get${one}`]: route('GET', item),
    [`Get${one}s`]: route('GET', path),
    [`Update${one}`]: route('PATCH', item),
    [`Delete${one}`]: route('DELETE', item, 204),
  } as Record<`${'Create' | 'Get' | 'Update' | 'Delete'}${One}` | `Get${One}s`, Route>;
}

/**
 * Every operation's HTTP binding, but for those of portals and routing rules. Path parameters have the names of the
 * members on the wire.
 *
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html
 */
export const routes = {
  ...collection('Api', '/v2/apis', 'apiId'),
  ImportApi: route('PUT', '/v2/apis', 201),
  ReimportApi: route('PUT', API, 201),
  ExportApi: route('GET', `${API}/exports/{specification}`),
  DeleteCorsConfiguration: route('DELETE', `${API}/cors`, 204),
  ...collection('Authorizer', `${API}/authorizers`, 'authorizerId'),
  ResetAuthorizersCache: route('DELETE', `${STAGE}/cache/authorizers`, 204),
  ...collection('Deployment', `${API}/deployments`, 'deploymentId'),
  ...collection('Integration', `${API}/integrations`, 'integrationId'),
  ...collection('IntegrationResponse', `${INTEGRATION}/integrationresponses`, 'integrationResponseId'),
  ...collection('Model', `${API}/models`, 'modelId'),
  GetModelTemplate: route('GET', `${API}/models/{modelId}/template`),
  ...collection('Route', `${API}/routes`, 'routeId'),
  DeleteRouteRequestParameter: route('DELETE', `${ROUTE}/requestparameters/{requestParameterKey}`, 204),
  ...collection('RouteResponse', `${ROUTE}/routeresponses`, 'routeResponseId'),
  ...collection('Stage', `${API}/stages`, 'stageName'),
  DeleteAccessLogSettings: route('DELETE', `${STAGE}/accesslogsettings`, 204),
  DeleteRouteSettings: route('DELETE', `${STAGE}/routesettings/{routeKey}`, 204),
  ...collection('DomainName', '/v2/domainnames', 'domainName'),
  ...collection('ApiMapping', `${DOMAIN}/apimappings`, 'apiMappingId'),
  ...collection('VpcLink', '/v2/vpclinks', 'vpcLinkId'),
  TagResource: route('POST', '/v2/tags/{resourceArn+}', 201),
  UntagResource: route('DELETE', '/v2/tags/{resourceArn+}', 204),
  GetTags: route('GET', '/v2/tags/{resourceArn+}'),
};
