import type {
  CreateApiRequest,
  DeleteApiRequest,
  DeleteCorsConfigurationRequest,
  GetApiRequest,
  GetApisRequest,
  UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';
import { lowerId } from '../../../../core/ids.ts';
import type { OperationContext } from '../../../../protocols/operation.ts';
import { badRequest, unsupported } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { listenOnOwnPort, portKey } from '../data-plane/own-port.ts';
import { modelled } from '../input.ts';
import { merged, now } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, httpApis } from '../store.ts';
import type { ApiSettings, Cors, HttpApi, Wire } from '../types.ts';
import { createIntegration } from './integrations.ts';
import { createRoute } from './routes.ts';
import { createStage } from './stages.ts';

const ROUTE_SELECTION = '$request.method $request.path';
const API_KEY_SELECTION = '$request.header.x-api-key';

/** What a header can carry. */
const IN_A_HEADER = /^[!-~]+$/;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#CreateApi */
export const createApi = modelled<Wire<CreateApiRequest>, Promise<ApiSettings>>(
  'CreateApi',
  async (input, context) => {
    const given = input;
    if (given.protocolType === 'WEBSOCKET') throw unsupported('protocolType WEBSOCKET');
    check(given);
    const apiId = lowerId(10);
    const server = await listenOnOwnPort(apiId, portKey(context.region, given.name), context.cloud);
    const api: HttpApi = {
      ...{ id: apiId, region: context.region, server },
      ...{ integrations: new Map(), routes: new Map(), deployments: new Map(), stages: new Map() },
      settings: {
        apiId,
        name: given.name,
        protocolType: given.protocolType,
        // AWS answers https://ID.execute-api.REGION.amazonaws.com; this one opens on the machine it is on.
        apiEndpoint: `http://localhost:${server.port}`,
        routeSelectionExpression: ROUTE_SELECTION,
        apiKeySelectionExpression: API_KEY_SELECTION,
        createdDate: now(),
        description: given.description || undefined,
        version: given.version || undefined,
        corsConfiguration: corsOf(given),
        disableExecuteApiEndpoint: given.disableExecuteApiEndpoint ?? false,
        ipAddressType: given.ipAddressType ?? 'ipv4',
        tags: given.tags ?? {},
      },
    };
    httpApis(context).set(apiId, api);
    if (given.target === undefined) return api.settings;
    try {
      quickCreate(
        api,
        { target: given.target, routeKey: given.routeKey, credentialsArn: given.credentialsArn },
        context,
      );
    } catch (error) {
      await deleteApi({ apiId }, context);
      throw error;
    }
    return api.settings;
  },
);

/** The route, the integration and the stage that a `target` asks for; API Gateway calls them its own. */
function quickCreate(
  api: HttpApi,
  given: { target: string; routeKey?: string; credentialsArn?: string },
  context: OperationContext,
): void {
  const at = { apiId: api.id };
  const { integrationId } = createIntegration(
    {
      ...{ ...at, integrationType: given.target.startsWith('arn:') ? 'AWS_PROXY' : 'HTTP_PROXY' },
      ...{ integrationUri: given.target, integrationMethod: 'POST', payloadFormatVersion: '2.0' },
      credentialsArn: given.credentialsArn,
    },
    context,
  );
  const target = `integrations/${integrationId}`;
  const { routeId } = createRoute({ ...at, routeKey: given.routeKey ?? '$default', target }, context);
  const { stageName } = createStage({ ...at, stageName: '$default', autoDeploy: true }, context);
  const managed = <T>(map: Map<string, T>, id: string): void => {
    const made = map.get(id);
    if (made) map.set(id, { ...made, apiGatewayManaged: true });
  };
  managed(api.integrations, integrationId);
  managed(api.routes, routeId);
  managed(api.stages, stageName);
}

function check({
  corsConfiguration: cors = {},
  routeSelectionExpression,
  apiKeySelectionExpression,
}: Omit<Wire<UpdateApiRequest>, 'apiId'>): void {
  const { allowHeaders = [], allowMethods = [], allowOrigins = [], exposeHeaders = [] } = cors;
  if (cors.allowCredentials && allowOrigins.includes('*')) {
    throw badRequest('AllowCredentials is not supported with a wildcard in AllowOrigins');
  }
  for (const value of [...allowHeaders, ...allowMethods, ...allowOrigins, ...exposeHeaders]) {
    if (!IN_A_HEADER.test(value)) throw badRequest(`Invalid value in the CORS configuration: ${value}`);
  }
  checkFixed('routeSelectionExpression', routeSelectionExpression, ROUTE_SELECTION);
  checkFixed('apiKeySelectionExpression', apiKeySelectionExpression, API_KEY_SELECTION);
}

function checkFixed(member: string, value: string | undefined, fixed: string): void {
  if (value && value.replace(/\$\{([^}]*)\}/g, '$$$1') !== fixed) {
    throw badRequest(`${member} ${value} is invalid for an HTTP API: it must be ${fixed}`);
  }
}

/** A configuration without a setting is none; Terraform sends one with the change that takes CORS away. */
const corsOf = ({ corsConfiguration: given }: { corsConfiguration?: Cors }): Cors | undefined =>
  given && Object.values(given).some((value) => value !== undefined) ? given : undefined;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#GetApi */
export const getApi = modelled<Wire<GetApiRequest>, ApiSettings>(
  'GetApi',
  ({ apiId }, context) => findApi(apiId, context).settings,
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#GetApis */
export const getApis = modelled<Wire<GetApisRequest>, TokenPage<ApiSettings>>('GetApis', (input, context) =>
  pageByToken(
    [...httpApis(context).values()].map((api) => api.settings),
    input,
  ),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#UpdateApi */
export const updateApi = modelled<Wire<UpdateApiRequest>, ApiSettings>('UpdateApi', (input, context) => {
  const given = input;
  const api = findApi(given.apiId, context);
  check(given);
  const { name, description, version, corsConfiguration, disableExecuteApiEndpoint, ipAddressType } = given;
  api.settings = merged(api.settings, {
    ...{ name, description, version, disableExecuteApiEndpoint, ipAddressType },
    corsConfiguration: corsConfiguration && (corsOf(given) ?? ''),
  });
  autoDeploy(api);
  return api.settings;
});

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html */
export const deleteCorsConfiguration = modelled<Wire<DeleteCorsConfigurationRequest>, void>(
  'DeleteCorsConfiguration',
  ({ apiId }, context) => {
    const api = findApi(apiId, context);
    api.settings = { ...api.settings, corsConfiguration: undefined };
    autoDeploy(api);
  },
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#DeleteApi */
export const deleteApi = modelled<Wire<DeleteApiRequest>, Promise<void>>(
  'DeleteApi',
  async ({ apiId }, context) => {
    const api = findApi(apiId, context);
    httpApis(context).delete(apiId);
    await api.server?.close();
  },
);
