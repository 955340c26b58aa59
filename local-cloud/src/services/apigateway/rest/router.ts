/** A resource that has methods, as requests find it. */
export interface Route<T> {
  /** `/things/{id}`, `/{proxy+}` */
  readonly path: string;
  readonly target: T;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: { name: string; node: Node<T> };
  greedy?: { name: string; target: T };
  target?: T;
}

export interface Found<T> {
  readonly target: T;
  /** Percent-encoded, as they stand in the path. */
  readonly pathParameters: Record<string, string>;
}

const newNode = <T>(): Node<T> => ({ literals: new Map() });

/**
 * Finds the resource of a path: literal segments win over `{parameters}`, those over `{proxy+}`, segment by segment. One that
 * lacks the method leaves the request to the next that fits.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
export class Router<T> {
  /** What it was made of. */
  readonly routes: readonly Route<T>[];
  readonly #root: Node<T> = newNode();

  constructor(routes: readonly Route<T>[]) {
    this.routes = routes;
    for (const { path, target } of routes) this.#add(segmentsOf(path), target);
  }

  /**
   * @param rawPath percent-encoded; a slash at its end makes no difference
   * @param accepts whether a resource takes the request, its path apart
   */
  find(rawPath: string, accepts: (target: T) => boolean = () => true): Found<T> | undefined {
    return search(this.#root, segmentsOf(rawPath), 0, accepts);
  }

  #add(segments: readonly string[], target: T): void {
    let node = this.#root;
    for (const segment of segments) {
      const parameter = segment.match(/^\{(.+?)(\+?)\}$/);
      if (parameter?.[2]) {
        node.greedy = { name: parameter[1]!, target };
        return;
      }
      node = parameter ? parameterNode(node, parameter[1]!) : literalNode(node, segment);
    }
    node.target = target;
  }
}

function parameterNode<T>(node: Node<T>, name: string): Node<T> {
  node.parameter ??= { name, node: newNode() };
  return node.parameter.node;
}

function literalNode<T>(node: Node<T>, segment: string): Node<T> {
  const next = node.literals.get(segment) ?? newNode<T>();
  node.literals.set(segment, next);
  return next;
}

function search<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  accepts: (target: T) => boolean,
): Found<T> | undefined {
  const segment = segments[index];
  if (segment === undefined) {
    const { target } = node;
    return target !== undefined && accepts(target) ? { target, pathParameters: newParameters() } : undefined;
  }
  const literal = node.literals.get(segment) ?? node.literals.get(decoded(segment));
  const found = literal && search(literal, segments, index + 1, accepts);
  if (found) return found;
  if (node.parameter && segment !== '') {
    const deeper = search(node.parameter.node, segments, index + 1, accepts);
    if (deeper) {
      deeper.pathParameters[node.parameter.name] = segment;
      return deeper;
    }
  }
  if (!node.greedy || !accepts(node.greedy.target)) return undefined;
  const pathParameters = newParameters();
  pathParameters[node.greedy.name] = segments.slice(index).join('/');
  return { target: node.greedy.target, pathParameters };
}

/** Names come from templates and may be anything, `__proto__` too. */
const newParameters = (): Record<string, string> => Object.create(null) as Record<string, string>;

const segmentsOf = (path: string): string[] => {
  const trimmed = path.replace(/^\//, '').replace(/\/$/, '');
  return trimmed === '' ? [] : trimmed.split('/');
};

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
