import { scopedTo } from './region-request.ts';

/** A way in: `ANY` for every method; `{id}` and `{proxy+}` in the path stand for what a request has there, at least a character. */
export interface DeployedRoute {
  readonly method: string;
  readonly path: string;
}

interface Place {
  readonly endpoint: string;
  readonly region: string;
}

/** The routes of an HTTP API; a `$default` route takes every request. */
export async function httpApiRoutes(apiId: string, place: Place): Promise<DeployedRoute[]> {
  const { items = [] } = await list<{ routeKey?: string }>(`/v2/apis/${apiId}/routes?maxResults=500`, place);
  return items.map(({ routeKey = '' }) => {
    const [method = '', path = ''] = routeKey.split(' ');
    return path === '' ? { method: 'ANY', path: '/' } : { method, path };
  });
}

/** The methods of a REST API, but for the OPTIONS that CORS makes. */
export async function restApiRoutes(apiId: string, place: Place): Promise<DeployedRoute[]> {
  const { item = [] } = await list<{ path?: string; resourceMethods?: Record<string, unknown> }>(
    `/restapis/${apiId}/resources?limit=500`,
    place,
  );
  return item.flatMap(({ path = '/', resourceMethods = {} }) =>
    Object.keys(resourceMethods)
      .filter((method) => method !== 'OPTIONS')
      .map((method) => ({ method, path })),
  );
}

async function list<Item>(path: string, { endpoint, region }: Place) {
  const answer = await fetch(`${endpoint}${path}`, { headers: scopedTo('apigateway', region) });
  return (await answer.json()) as { item?: Item[]; items?: Item[] };
}

/**
 * What to put behind `curl` to see a service answer: a route that exists, best one that needs nothing but its path.
 *
 * @param base where its API answers, without a trailing slash
 * @param routes none where every path answers
 */
export function curlArguments(base: string, routes: readonly DeployedRoute[]): string {
  const [best] = [...routes].sort((a, b) => rank(a) - rank(b));
  if (!best) return `${base}/`;
  const path = best.path.replace(/\{[^}]+\}/g, '1');
  const url = `${base}${path}`;
  if (best.method === 'GET' || best.method === 'ANY') return url;
  const body =
    best.method === 'DELETE' || best.method === 'HEAD' ? '' : ` -H 'Content-Type: application/json' -d '{}'`;
  return `-X ${best.method} ${url}${body}`;
}

function rank({ method, path }: DeployedRoute): number {
  const reads = method === 'GET' ? 0 : method === 'ANY' ? 4 : 8;
  const parameters = path.match(/\{[^}]+\}/g)?.length ?? 0;
  return reads * 100 + (parameters === 0 ? 0 : 200 + parameters * 10) + Math.min(path.length, 9) / 10;
}
