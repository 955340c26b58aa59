import { decodePercent } from '../../../data-plane/events/query-string.ts';
import { parseRouteKey, type RoutePattern } from './route-key.ts';

/** A route as far as finding it goes. */
interface Keyed {
  readonly routeKey: string;
}

export interface Found<Route extends Keyed> {
  readonly route: Route;
  /** Percent-encoded, as they stand in the path. */
  readonly pathParameters: Record<string, string>;
}

interface Candidate<Route> {
  readonly route: Route;
  readonly pattern: RoutePattern;
}

/**
 * Finds the route of a request: a full match wins over one with a greedy variable, and that over `$default`; among
 * those, literal segments win over variables, and a method over ANY. Unlike a REST API's resources, a path of which no
 * route has the method leaves the request to the next candidate.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */
export class Router<Route extends Keyed> {
  /** What it was made of. */
  readonly routes: readonly Route[];
  readonly #candidates: readonly Candidate<Route>[];
  readonly #default: Route | undefined;

  constructor(routes: readonly Route[]) {
    this.routes = routes;
    const candidates: Candidate<Route>[] = [];
    for (const route of routes) {
      const pattern = parseRouteKey(route.routeKey);
      if (pattern) candidates.push({ route, pattern });
      else this.#default = route;
    }
    this.#candidates = candidates.sort((a, b) => bySpecificity(a.pattern, b.pattern));
  }

  /** @param rawPath percent-encoded; a slash at its end makes another path */
  find(method: string, rawPath: string): Found<Route> | undefined {
    const segments = rawPath.replace(/^\/+/, '').split('/');
    for (const { route, pattern } of this.#candidates) {
      if (pattern.method !== 'ANY' && pattern.method !== method) continue;
      const pathParameters = match(pattern, segments);
      if (pathParameters) return { route, pathParameters };
    }
    return this.#default && { route: this.#default, pathParameters: newParameters() };
  }
}

function bySpecificity(a: RoutePattern, b: RoutePattern): number {
  const greedy = Number(a.greedy !== undefined) - Number(b.greedy !== undefined);
  if (greedy !== 0) return greedy;
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    const difference = Number(segment.parameter) - Number(other?.parameter ?? false);
    if (other && difference !== 0) return difference;
  }
  return b.segments.length - a.segments.length || Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

/** A greedy variable takes what follows the slash before it, even if that is nothing (seen on AWS). */
function match(pattern: RoutePattern, segments: readonly string[]): Record<string, string> | undefined {
  const { length } = pattern.segments;
  if (pattern.greedy === undefined ? segments.length !== length : segments.length <= length) return undefined;
  const parameters = newParameters();
  for (const [index, { name, parameter }] of pattern.segments.entries()) {
    const segment = segments[index] ?? '';
    if (!parameter && decodePercent(segment) !== name) return undefined;
    if (parameter && segment === '') return undefined;
    if (parameter) parameters[name] = segment;
  }
  if (pattern.greedy !== undefined) parameters[pattern.greedy] = segments.slice(length).join('/');
  return parameters;
}

/** Names come from templates and may be anything, `__proto__` too. */
const newParameters = (): Record<string, string> => Object.create(null) as Record<string, string>;
