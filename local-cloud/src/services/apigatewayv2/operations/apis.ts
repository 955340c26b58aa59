import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { listenOnOwnPort, portKey } from '../data-plane/own-port.ts';
import { badRequest, unsupported } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { merged, now, Tags } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, httpApis } from '../store.ts';
import type { ApiSettings, Cors, HttpApi } from '../types.ts';
import { createIntegration } from './integrations.ts';
import { createRoute } from './routes.ts';
import { createStage } from './stages.ts';

const ROUTE_SELECTION = '$request.method $request.path';
const API_KEY_SELECTION = '$request.header.x-api-key';

/** What a header can carry. */
const HeaderValues = z.array(z.string().regex(/^[!-~]+$/)).optional();

const CorsConfiguration = z.object({
  allowCredentials: z.boolean().optional(),
  allowHeaders: HeaderValues,
  allowMethods: HeaderValues,
  allowOrigins: HeaderValues,
  exposeHeaders: HeaderValues,
  maxAge: z.number().int().min(-1).max(86_400).optional(),
});

const settings = {
  description: z.string().max(1024).optional(),
  version: z.string().max(64).optional(),
  corsConfiguration: CorsConfiguration.optional(),
  disableExecuteApiEndpoint: z.boolean().optional(),
  ipAddressType: z.enum(['ipv4', 'dualstack']).optional(),
  routeSelectionExpression: z.string().optional(),
  apiKeySelectionExpression: z.string().optional(),
  target: z.string().optional(),
  routeKey: z.string().optional(),
  credentialsArn: z.string().optional(),
};
const Name = z.string().min(1).max(128);
const CreateInput = z.looseObject({
  name: Name,
  protocolType: z.enum(['HTTP', 'WEBSOCKET']),
  tags: Tags.optional(),
  ...settings,
});
const UpdateInput = z.looseObject({ apiId: z.string(), name: Name.optional(), ...settings });

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#CreateApi */
export async function createApi(input: unknown, context: OperationContext): Promise<ApiSettings> {
  const given = checkInput(CreateInput, input, 'BadRequestException');
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
    quickCreate(api, { ...given, target: given.target }, context);
  } catch (error) {
    await deleteApi({ apiId }, context);
    throw error;
  }
  return api.settings;
}

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

function check(given: {
  corsConfiguration?: Cors;
  routeSelectionExpression?: string;
  apiKeySelectionExpression?: string;
}): void {
  const { allowCredentials, allowOrigins } = given.corsConfiguration ?? {};
  if (allowCredentials && allowOrigins?.includes('*')) {
    throw badRequest('AllowCredentials is not supported with a wildcard in AllowOrigins');
  }
  for (const [member, fixed] of [
    ['routeSelectionExpression', ROUTE_SELECTION],
    ['apiKeySelectionExpression', API_KEY_SELECTION],
  ] as const) {
    const value = given[member];
    if (value && value.replace(/\$\{([^}]*)\}/g, '$$$1') !== fixed) {
      throw badRequest(`${member} ${value} is invalid for an HTTP API: it must be ${fixed}`);
    }
  }
}

/** A configuration without a setting is none; Terraform sends one with the change that takes CORS away. */
const corsOf = ({ corsConfiguration: given }: { corsConfiguration?: Cors }): Cors | undefined =>
  given && Object.values(given).some((value) => value !== undefined) ? given : undefined;

interface ById {
  apiId: string;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#GetApi */
export const getApi = ({ apiId }: ById, context: OperationContext): ApiSettings =>
  findApi(apiId, context).settings;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#GetApis */
export const getApis = (input: object, context: OperationContext): Page<ApiSettings> =>
  page(
    [...httpApis(context).values()].map((api) => api.settings),
    input,
  );

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#UpdateApi */
export function updateApi(input: unknown, context: OperationContext): ApiSettings {
  const given = checkInput(UpdateInput, input, 'BadRequestException');
  const api = findApi(given.apiId, context);
  if (given.target !== undefined || given.routeKey !== undefined || given.credentialsArn !== undefined) {
    throw unsupported('UpdateApi with target, routeKey or credentialsArn');
  }
  check(given);
  const { name, description, version, corsConfiguration, disableExecuteApiEndpoint, ipAddressType } = given;
  api.settings = merged(api.settings, {
    ...{ name, description, version, disableExecuteApiEndpoint, ipAddressType },
    corsConfiguration: corsConfiguration && (corsOf(given) ?? ''),
  });
  autoDeploy(api);
  return api.settings;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html */
export function deleteCorsConfiguration({ apiId }: ById, context: OperationContext): void {
  const api = findApi(apiId, context);
  api.settings = { ...api.settings, corsConfiguration: undefined };
  autoDeploy(api);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#DeleteApi */
export async function deleteApi({ apiId }: ById, context: OperationContext): Promise<void> {
  const api = findApi(apiId, context);
  httpApis(context).delete(apiId);
  await api.server?.close();
}
