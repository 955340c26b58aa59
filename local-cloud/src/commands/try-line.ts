import type { DeployedRoute } from './deployed-routes.ts';
import type { KnownPath } from './source-routes/known-paths.ts';

const JSON_BODY = "-H 'Content-Type: application/json' -d";
/** The smallest query, which every GraphQL server answers. */
const QUERY = `${JSON_BODY} '{"query":"{__typename}"}'`;

/** A function URL hands every path on. */
const EVERYTHING: DeployedRoute = { method: 'ANY', path: '/', everything: true };

/**
 * What to put behind `curl` to see a service answer: a route that exists, best one that needs nothing but its path, and no
 * key. Where an API hands every path on to an app, one that the app knows.
 *
 * @param base where its API answers, without a trailing slash
 * @param routes none where every path answers
 * @param known asked only where routes leave paths open
 */
export function curlArguments(
  base: string,
  routes: readonly DeployedRoute[],
  known: () => readonly KnownPath[],
): string {
  const sorted = (routes.length > 0 ? [...routes] : [EVERYTHING]).sort((a, b) => rank(a) - rank(b));
  const [best = EVERYTHING] = sorted;
  const inApp = isOpen(best) ? knownBehind(sorted, known()) : undefined;
  const { method, guard, query = [] } = inApp?.route ?? best;
  const path = inApp ? inApp.path.replace(/:\w+[?]?/g, '1') : best.path.replace(/\{[^}]+\}/g, '1');
  const asked = query.map((name) => `${encodeURIComponent(name)}=1`).join('&');
  // A shell takes ? and & for something else.
  const url = asked === '' ? `${base}${path}` : `'${base}${path}?${asked}'`;
  const key = guard?.apiKey === undefined ? '' : ` -H 'x-api-key: ${guard.apiKey}'`;
  const asks = inApp?.graphql ?? (/\/graphql$/.test(path) && takesPost(sorted, path));
  if (asks) return `${url}${key} ${QUERY}`;
  if (method === 'GET' || method === 'ANY') return `${url}${key}`;
  const body = method === 'DELETE' || method === 'HEAD' ? '' : ` ${JSON_BODY} '{}'`;
  return `-X ${method} ${url}${key}${body}`;
}

/** Whether it tells no path that its function answers: what behind it is right, only the function knows. */
const isOpen = ({ method, path, everything }: DeployedRoute): boolean =>
  everything === true || path.includes('+}') || (method === 'ANY' && path === '/');

const takesPost = (routes: readonly DeployedRoute[], path: string): boolean =>
  routes.some((route) => route.path === path && (route.method === 'POST' || route.method === 'ANY'));

/** The best of the paths that an app knows and that a route leads to, with the first such route. */
function knownBehind(routes: readonly DeployedRoute[], known: readonly KnownPath[]) {
  const led = known.flatMap(({ path, guarded, graphql }) => {
    const route = routes.find((each) => isOpen(each) && leadsTo(each, path, graphql ? 'POST' : 'GET'));
    return route ? [{ route, path, guarded, graphql }] : [];
  });
  const cost = ({ route, path, guarded, graphql }: (typeof led)[number]) =>
    (route.guard || guarded ? 2000 : 0) +
    (path.match(/:\w/g)?.length ?? 0) * 200 +
    (/[*()]/.test(path) ? 1000 : 0) +
    (graphql ? 100 : 0) +
    path.length;
  return led.sort((a, b) => cost(a) - cost(b))[0];
}

function leadsTo({ method, path, everything }: DeployedRoute, known: string, by: string): boolean {
  if (method !== 'ANY' && method !== by) return false;
  if (everything) return true;
  const parts = path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*?()[\]$^|\\+]/g, '\\$&'));
  const names = [...path.matchAll(/\{[^}]+\}/g)].map(([name]) => (name.endsWith('+}') ? '.+' : '[^/]+'));
  return new RegExp(`^${parts.map((part, index) => part + (names[index] ?? '')).join('')}$`).test(known);
}

function rank({ method, path, guard }: DeployedRoute): number {
  const reads = method === 'GET' ? 0 : method === 'ANY' ? 4 : 8;
  const parameters = path.match(/\{[^}]+\}/g)?.length ?? 0;
  return (
    (guard ? 2000 : 0) +
    reads * 100 +
    (parameters === 0 ? 0 : 200 + parameters * 10) +
    Math.min(path.length, 9) / 10
  );
}
