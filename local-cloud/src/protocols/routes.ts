import type { Match } from './protocol.ts';

/** An operation's HTTP binding, e.g. `GET /2015-03-31/functions/{FunctionName} 200`. */
export interface Route {
  readonly method: string;
  /** `{Name}` takes one segment, `{Name+}` the rest of the path. */
  readonly path: string;
  readonly status: number;
  /** Query parameters that must be there for the route to match, e.g. `uploads`. */
  readonly requires?: readonly string[];
}

interface Compiled {
  readonly operation: string;
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Finds the operation a method and path are bound to; literal segments win over parameters. */
export class RouteTable {
  readonly #routes: readonly Compiled[];
  readonly #byOperation: Readonly<Record<string, Route>>;

  constructor(routes: Readonly<Record<string, Route>>) {
    this.#byOperation = routes;
    this.#routes = Object.entries(routes)
      .map(([operation, route]) => compile(operation, route))
      .sort(
        (a, b) =>
          a.names.length - b.names.length ||
          (b.route.requires?.length ?? 0) - (a.route.requires?.length ?? 0),
      );
  }

  match(method: string, path: string, query: URLSearchParams): Match | undefined {
    for (const { operation, route, pattern, names } of this.#routes) {
      if (route.method !== method || route.requires?.some((name) => !query.has(name))) continue;
      const found = pattern.exec(path);
      if (!found) continue;
      const pathParameters: Record<string, string> = {};
      for (const [index, name] of names.entries()) pathParameters[name] = decode(found[index + 1] ?? '');
      return { operation, pathParameters };
    }
    return undefined;
  }

  status(operation: string): number {
    return this.#byOperation[operation]?.status ?? 200;
  }
}

function compile(operation: string, route: Route): Compiled {
  const names: string[] = [];
  const source = route.path
    .replace(/[.*+?^$()|[\]\\]/g, (character, offset: number) =>
      // The plus inside {Name+} is ours, not the pattern's.
      character === '+' && route.path[offset + 1] === '}' ? '+' : `\\${character}`,
    )
    .replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, greedy: string) => {
      names.push(name);
      return greedy ? '(.+)' : '([^/]+)';
    });
  return { operation, route, names, pattern: new RegExp(`^${source}/?$`) };
}

/** Percent-decodes a path segment; one that is malformed stays as it came, for the operation to refuse. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
