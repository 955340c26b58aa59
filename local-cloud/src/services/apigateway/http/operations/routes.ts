import type {
  CreateRouteRequest,
  DeleteRouteRequest,
  GetRouteRequest,
  GetRoutesRequest,
  UpdateRouteRequest,
} from '@aws-sdk/client-apigatewayv2';
import { lowerId } from '../../../../core/ids.ts';
import { conflict, notFound, unsupported } from '../../shared/errors.ts';
import { pageByToken, type TokenPage } from '../../shared/paging.ts';
import { modelled } from '../input.ts';
import { parseRouteKey } from '../route-key.ts';
import { merged } from '../settings.ts';
import { autoDeploy } from '../snapshot.ts';
import { findApi, findRoute } from '../store.ts';
import type { HttpApi, Route, Wire } from '../types.ts';

type Given = Omit<Wire<UpdateRouteRequest>, 'apiId' | 'routeId'>;

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html#CreateRoute */
export const createRoute = modelled<Wire<CreateRouteRequest>, Route>('CreateRoute', (input, context) => {
  const given = input;
  const api = findApi(given.apiId, context);
  const { routeKey } = given;
  const fresh = { apiKeyRequired: false, authorizationType: 'NONE' as const, routeId: lowerId(7), routeKey };
  const route: Route = merged(fresh, kept(given));
  check(route, api);
  api.routes.set(route.routeId, route);
  autoDeploy(api);
  return route;
});

const kept = ({ routeKey, authorizationType, operationName, target }: Given): Partial<Route> => ({
  ...{ routeKey, authorizationType, operationName, target },
});

/** @throws AwsError BadRequestException, ConflictException, NotFoundException */
function check(route: Route, api: HttpApi): void {
  parseRouteKey(route.routeKey);
  if (route.authorizationType === 'JWT' || route.authorizationType === 'CUSTOM') {
    throw unsupported(`authorizationType ${route.authorizationType}`);
  }
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

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#GetRoute */
export const getRoute = modelled<Wire<GetRouteRequest>, Route>('GetRoute', ({ apiId, routeId }, context) =>
  findRoute(findApi(apiId, context), routeId),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html#GetRoutes */
export const getRoutes = modelled<Wire<GetRoutesRequest>, TokenPage<Route>>('GetRoutes', (input, context) =>
  pageByToken(findApi(input.apiId, context).routes.values(), input),
);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#UpdateRoute */
export const updateRoute = modelled<Wire<UpdateRouteRequest>, Route>('UpdateRoute', (input, context) => {
  const given = input;
  const api = findApi(given.apiId, context);
  const route = merged(findRoute(api, given.routeId), kept(given));
  check(route, api);
  api.routes.set(route.routeId, route);
  autoDeploy(api);
  return route;
});

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html#DeleteRoute */
export const deleteRoute = modelled<Wire<DeleteRouteRequest>, void>(
  'DeleteRoute',
  ({ apiId, routeId }, context) => {
    const api = findApi(apiId, context);
    findRoute(api, routeId);
    api.routes.delete(routeId);
    autoDeploy(api);
  },
);
