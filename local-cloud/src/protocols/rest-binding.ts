import type { ApiRequest } from '../http/api-request.ts';
import type { Match } from './protocol.ts';
import { type Route, RouteTable } from './routes.ts';
import type { ServiceModel, Shape, ShapeReference } from './shapes/model.ts';

/** What of an operation's output is not in the body. */
export interface OutputParts {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** The members that are in the body, or the one that is all of it. */
  readonly body: unknown;
}

/** What of a request is not its body; S3's may have headers in the query string. */
export interface RequestHead {
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
  /** The names of its headers, in lower case. */
  headerNames(): Iterable<string>;
}

/** A member of an input, and where it is. */
interface Located {
  readonly name: string;
  readonly location: NonNullable<ShapeReference['location']>;
  /** Of headers in lower case. */
  readonly wire: string;
  readonly isList: boolean;
}

/** Where a service's model has what is in requests and answers: in the path, the query string, headers, the body. */
export class RestBinding {
  readonly #model: () => ServiceModel;
  readonly #located = new Map<string, readonly Located[]>();
  #table: RouteTable | undefined;

  constructor(model: () => ServiceModel) {
    this.#model = model;
  }

  match(request: ApiRequest): Match | undefined {
    this.#table ??= new RouteTable(routesOf(this.#model()));
    return this.#table.match(request.method, request.path, request.query);
  }

  inputShape(operation: string): Shape | undefined {
    return this.#shapeOf(this.#model().operations[operation]?.input?.shape);
  }

  outputShape(operation: string): Shape | undefined {
    return this.#shapeOf(this.#model().operations[operation]?.output?.shape);
  }

  /** The members of an input that are not in the body, as texts, by their own names. */
  located(
    request: ApiRequest,
    { operation, pathParameters = {} }: Match,
    head: RequestHead = headOf(request),
  ): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (const { name, location, wire, isList } of this.#locatedOf(operation)) {
      if (location === 'uri') found[name] = pathParameters[wire];
      else if (location === 'querystring') {
        if (head.query.has(wire)) found[name] = isList ? head.query.getAll(wire) : head.query.get(wire);
      } else if (location === 'header') {
        const value = head.header(wire);
        if (value !== undefined) found[name] = isList ? value.split(/\s*,\s*/) : value;
      } else if (location === 'headers') found[name] = prefixed(head, wire);
    }
    return found;
  }

  /** Takes an output apart into what goes where. */
  parts(operation: string, output: unknown): OutputParts {
    const shape = this.outputShape(operation);
    const members = shape?.members ?? {};
    let status = this.#model().operations[operation]?.http?.responseCode ?? 200;
    const headers: Record<string, string> = {};
    const body: Record<string, unknown> = {};
    for (const [name, value] of Object.entries((output ?? {}) as object)) {
      const { location, locationName = name } = members[name] ?? {};
      if (value === undefined || value === null) continue;
      if (location === 'statusCode') status = Number(value);
      else if (location === 'header') headers[locationName.toLowerCase()] = headerText(value);
      else if (location === 'headers') {
        for (const [key, text] of Object.entries(value as object)) {
          headers[`${locationName}${key}`.toLowerCase()] = String(text);
        }
      } else body[name] = value;
    }
    return { status, headers, body: shape?.payload === undefined ? body : body[shape.payload] };
  }

  #locatedOf(operation: string): readonly Located[] {
    const known = this.#located.get(operation);
    if (known) return known;
    const members = Object.entries(this.inputShape(operation)?.members ?? {});
    const made = members.flatMap(([name, { shape, location, locationName = name }]) => {
      if (!location) return [];
      const wire = location.startsWith('header') ? locationName.toLowerCase() : locationName;
      return [{ name, location, wire, isList: this.#shapeOf(shape)?.type === 'list' }];
    });
    this.#located.set(operation, made);
    return made;
  }

  #shapeOf(name: string | undefined): Shape | undefined {
    return name === undefined ? undefined : this.#model().shapes[name];
  }
}

const headOf = (request: ApiRequest): RequestHead => ({
  query: request.query,
  header: (name) => request.header(name),
  headerNames: () => Object.keys(request.headers),
});

type RequiredParameters = (operation: string, model: ServiceModel) => readonly string[];

/** The values of the headers that begin with a prefix, by the rest of their names. */
function prefixed({ headerNames, header }: RequestHead, start: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of headerNames()) {
    if (name.startsWith(start)) found[name.slice(start.length)] = header(name) ?? '';
  }
  return found;
}

/** Dates in headers are as HTTP has them. */
const headerText = (value: unknown): string => (value instanceof Date ? value.toUTCString() : String(value));

/** How a model's operations are told by method, path and query string. */
export function routesOf(
  model: ServiceModel,
  requires: RequiredParameters = () => [],
): Record<string, Route> {
  const routes: Record<string, Route> = {};
  for (const [operation, { http }] of Object.entries(model.operations)) {
    if (!http) continue;
    const [path = '/', query] = http.requestUri.split('?');
    const literal = query?.split('&').map((part) => part.split('=')[0] ?? '') ?? [];
    routes[operation] = {
      method: http.method,
      // ARNs at the end of a path have slashes that not every client encodes.
      path: path.length > 1 ? path.replace(/\/$/, '').replace(/\{(resource[_-]arn)\}$/, '{$1+}') : path,
      status: http.responseCode ?? 200,
      requires: [...literal, ...requires(operation, model)],
    };
  }
  return routes;
}
