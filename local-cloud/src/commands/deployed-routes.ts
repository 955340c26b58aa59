import { scopedTo } from './region-request.ts';

/** A way in: `ANY` for every method; `{id}` and `{proxy+}` in the path stand for what a request has there, at least a character. */
export interface DeployedRoute {
  readonly method: string;
  /** Of a `$default` route, which takes every request, `/`. */
  readonly path: string;
  /** Whether it takes every path. */
  readonly everything?: true;
  /** Names that a request has to have in its query. */
  readonly query?: readonly string[];
  /** What a request has to bring: an API key, with its value as far as there is one, or what an authorizer wants. */
  readonly guard?: { readonly apiKey?: string };
}

interface Place {
  readonly endpoint: string;
  readonly region: string;
}

/** The routes of an HTTP API; a `$default` route takes every request. */
export async function httpApiRoutes(apiId: string, place: Place): Promise<DeployedRoute[]> {
  const { items = [] } = await list<{ routeKey?: string; authorizationType?: string }>(
    `/v2/apis/${apiId}/routes?maxResults=500`,
    place,
  );
  return items.map(({ routeKey = '', authorizationType = 'NONE' }) => {
    const [method = '', path = ''] = routeKey.split(' ');
    const guarded = authorizationType === 'NONE' ? {} : { guard: {} };
    return path === ''
      ? { method: 'ANY', path: '/', everything: true, ...guarded }
      : { method, path, ...guarded };
  });
}

interface Method {
  readonly apiKeyRequired?: boolean;
  readonly authorizationType?: string;
  /** `method.request.querystring.NAME`, and whether it has to be there. */
  readonly requestParameters?: Record<string, boolean>;
}

const requiredQuery = ({ requestParameters = {} }: Method): string[] =>
  Object.entries(requestParameters).flatMap(([parameter, required]) => {
    const [, name] = /^method\.request\.querystring\.(.+)$/.exec(parameter) ?? [];
    return required && name !== undefined ? [name] : [];
  });

/** The methods of a REST API, but for the OPTIONS that CORS makes. */
export async function restApiRoutes(apiId: string, place: Place): Promise<DeployedRoute[]> {
  const { item = [] } = await list<{ path?: string; resourceMethods?: Record<string, Method> }>(
    `/restapis/${apiId}/resources?limit=500&embed=methods`,
    place,
  );
  const routes = item.flatMap(({ path = '/', resourceMethods = {} }) =>
    Object.entries(resourceMethods)
      .filter(([method]) => method !== 'OPTIONS')
      .map(([method, settings]) => ({
        route: { method, path, query: requiredQuery(settings) },
        apiKeyRequired: settings.apiKeyRequired ?? false,
        authorized: (settings.authorizationType ?? 'NONE') !== 'NONE',
      })),
  );
  const apiKey = routes.some((each) => each.apiKeyRequired) ? await apiKeyOf(apiId, place) : undefined;
  return routes.map(({ route, apiKeyRequired, authorized }) =>
    apiKeyRequired || authorized ? { ...route, guard: apiKeyRequired ? { apiKey } : {} } : route,
  );
}

/** The value of a key that a usage plan lets in to an API. */
async function apiKeyOf(apiId: string, place: Place): Promise<string | undefined> {
  const { item: plans = [] } = await list<{ id?: string; apiStages?: { apiId?: string }[] }>(
    '/usageplans?limit=500',
    place,
  );
  const plan = plans.find(({ apiStages = [] }) => apiStages.some((stage) => stage.apiId === apiId));
  if (!plan) return undefined;
  const { item: keys = [] } = await list<{ value?: string }>(`/usageplans/${plan.id}/keys?limit=500`, place);
  return keys[0]?.value;
}

async function list<Item>(path: string, { endpoint, region }: Place) {
  const answer = await fetch(`${endpoint}${path}`, { headers: scopedTo('apigateway', region) });
  return (await answer.json()) as { item?: Item[]; items?: Item[] };
}
