import { z } from 'zod';
import { lowerId } from '../../../core/ids.ts';
import { checkInput } from '../../../core/validation.ts';
import type { OperationContext } from '../../service.ts';
import { conflict, notFound, unsupported } from '../errors.ts';
import { type Page, page } from '../page.ts';
import { parseRouteKey } from '../route-key.ts';
import { merged } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, findRoute } from '../store.ts';
import type { HttpApi, Route } from '../types.ts';

const members = {
  apiKeyRequired: z.boolean().optional(),
  authorizationScopes: z.array(z.string()).optional(),
  authorizationType: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'JWT']).optional(),
  authorizerId: z.string().optional(),
  operationName: z.string().max(64).optional(),
  requestParameters: z.record(z.string(), z.unknown()).optional(),
  target: z.string().max(128).optional(),
};
const CreateInput = z.looseObject({ apiId: z.string(), routeKey: z.string(), ...members });
const UpdateInput = z.looseObject({
  ...{ apiId: z.string(), routeId: z.string(), routeKey: z.string().optional() },
  ...members,
});

type Given = z.output<z.ZodObject<typeof members>> & { readonly routeKey?: string };

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html#CreateRoute */
export function createRoute(input: unknown, context: OperationContext): Route {
  const given = checkInput(CreateInput, input, 'BadRequestException');
  const api = findApi(given.apiId, context);
  const { routeKey } = given;
  const fresh = { apiKeyRequired: false, authorizationType: 'NONE' as const, routeId: lowerId(7), routeKey };
  const route: Route = merged(fresh, kept(given));
  check(route, given, api);
  api.routes.set(route.routeId, route);
  autoDeploy(api);
  return route;
}

const kept = ({ routeKey, authorizationType, operationName, target }: Given): Partial<Route> => ({
  ...{ routeKey, authorizationType, operationName, target },
});

/** @throws AwsError BadRequestException, ConflictException, NotFoundException */
function check(route: Route, given: Given, api: HttpApi): void {
  parseRouteKey(route.routeKey);
  if (route.authorizationType === 'JWT' || route.authorizationType === 'CUSTOM') {
    throw unsupported(`authorizationType ${route.authorizationType}`);
  }
  if (given.authorizerId) throw unsupported('authorizerId');
  if (given.apiKeyRequired) throw unsupported('apiKeyRequired on a route of an HTTP API');
  if (Object.keys(given.requestParameters ?? {}).length > 0)
    throw unsupported('requestParameters of a route');
  for (const other of api.routes.values()) {
    if (other.routeId !== route.routeId && other.routeKey === route.routeKey) {
      throw conflict(`Route with key ${route.routeKey} already exists for this API`);
    }
  }
  const [, integrationId = ''] = /^integrations\/(.+)$/.exec(route.target ?? '') ?? [];
  if (route.target !== undefined && !api.integrations.has(integrationId)) {
    throw notFound(`Invalid Integration identifier specified ${integrationId || route.target}`);
  }
}

interface ById {
  apiId: string;
  routeId: string;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#GetRoute */
export const getRoute = ({ apiId, routeId }: ById, context: OperationContext): Route =>
  findRoute(findApi(apiId, context), routeId);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html#GetRoutes */
export const getRoutes = (input: { apiId: string }, context: OperationContext): Page<Route> =>
  page(findApi(input.apiId, context).routes.values(), input);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#UpdateRoute */
export function updateRoute(input: unknown, context: OperationContext): Route {
  const given = checkInput(UpdateInput, input, 'BadRequestException');
  const api = findApi(given.apiId, context);
  const route = merged(findRoute(api, given.routeId), kept(given));
  check(route, given, api);
  api.routes.set(route.routeId, route);
  autoDeploy(api);
  return route;
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#DeleteRoute */
export function deleteRoute({ apiId, routeId }: ById, context: OperationContext): void {
  const api = findApi(apiId, context);
  findRoute(api, routeId);
  api.routes.delete(routeId);
  autoDeploy(api);
}
