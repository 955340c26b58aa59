/** What a source file says of the paths that it answers, in the words of Express, Fastify, Hono, Koa and NestJS. */
export interface SourceRoutes {
  /** What a name stands for that was imported: a module's specifier. */
  readonly imports: ReadonlyMap<string, string>;
  readonly routes: readonly Route[];
  readonly mounts: readonly Mount[];
}

interface Placed {
  /** The name of the app or router; '' for what takes none. */
  readonly receiver: string;
  readonly path: string;
  /** Whether something before the handler seems to ask who comes. */
  readonly guarded: boolean;
}

export interface Route extends Placed {
  readonly graphql?: boolean;
}

/** A router below a path of another: `app.use('/users', users)`. */
export interface Mount extends Placed {
  /** Names, of which one is the router, and specifiers of modules. */
  readonly targets: readonly string[];
}

const GUARD = /auth|jwt|guard|protect|verify|token|secur|permission|restrict|passport|ensure|admin|session/i;
/** What has a `get`, too, and asks others instead of answering. */
const ASKS = /axios|https?$|client|request|agent|fetch|cache|redis|^cy$|^(map|params|headers)$/i;
const QUOTED = `(['"\`])((?:/[^'"\`]*)?)`;

export function readSource(text: string): SourceRoutes {
  const calls = [...callRoutes(text), ...objectRoutes(text)];
  return {
    imports: importsOf(text),
    routes: [...calls, ...controllerRoutes(text), ...graphqlRoutes(text)],
    mounts: mountsOf(text),
  };
}

function importsOf(text: string): Map<string, string> {
  const imports = new Map<string, string>();
  const statements = [
    ...text.matchAll(/\b(?:import|export)\s+(?:type\s+)?([\w$*{}\s,]+?)\s+from\s*['"]([^'"]+)['"]/g),
    ...text.matchAll(/\b(?:const|let|var)\s+([\w$]+|\{[^}]*\})\s*=\s*require\(\s*['"]([^'"]+)['"]\s*\)/g),
  ];
  for (const [, names = '', specifier = ''] of statements) {
    for (const name of names.split(/[{},]/)) {
      // `a as b` and `a: b` bind b.
      const bound = name
        .trim()
        .split(/\s+as\s+|\s*:\s*/)
        .at(-1);
      if (bound) imports.set(bound, specifier);
    }
  }
  return imports;
}

/** `app.get('/x', …)`, and the same at the end of a chain. */
function callRoutes(text: string): Route[] {
  const calls = new RegExp(
    `([\\w$]+|\\))\\s*\\.\\s*(?:get|all)\\s*(?:<[^()]*?>)?\\(\\s*${QUOTED}\\2\\s*,\\s*`,
    'g',
  );
  const fastify = /fastify/i.test(text);
  const direct = [...text.matchAll(calls)].flatMap((call): Route[] => {
    const [all, before = '', , path = ''] = call;
    const rest = text.slice(call.index + all.length);
    // An object behind the path is what a request takes, or Fastify's options.
    if (ASKS.test(before) || path === '' || (rest.startsWith('{') && !fastify)) return [];
    const receiver = before === ')' ? lastDeclared(text, call.index) : before;
    const [handlers = ''] = /^[\s\S]*?(?:=>|function|\)\s*;?\s*$)/m.exec(rest) ?? [];
    return [{ receiver, path, guarded: GUARD.test(handlers) || guardedBefore(text, receiver, call.index) }];
  });
  const chains = text.matchAll(new RegExp(`([\\w$]+)\\s*\\.\\s*route\\(\\s*${QUOTED}\\2\\s*\\)([^;]*)`, 'g'));
  const chained = [...chains].flatMap(([, receiver = '', , path = '', chain = '']): Route[] =>
    /\.\s*get\(/.test(chain) && path !== '' ? [{ receiver, path, guarded: GUARD.test(chain) }] : [],
  );
  return [...direct, ...chained];
}

/** Fastify's `route({ method: 'GET', url: '/x' })`. */
function objectRoutes(text: string): Route[] {
  return [...text.matchAll(/([\w$]+)\s*\.\s*route\(\s*(\{[^{}]*)/g)].flatMap(
    ([, receiver = '', options = '']) => {
      const [, path] = /\b(?:url|path):\s*['"`](\/[^'"`]*)['"`]/.exec(options) ?? [];
      const gets = /\bmethod:\s*\[?\s*['"`]get['"`]/i.test(options);
      return gets && path !== undefined ? [{ receiver, path, guarded: GUARD.test(options) }] : [];
    },
  );
}

/** `@Get('x')` below `@Controller('y')`, as NestJS and routing-controllers have it. */
function controllerRoutes(text: string): Route[] {
  const [, global = ''] = /(?:setGlobalPrefix\(|\broutePrefix:)\s*['"`]([^'"`]*)['"`]/.exec(text) ?? [];
  const prefixed = global === '' ? [] : [{ receiver: GLOBAL_PREFIX, path: `/${global}`, guarded: false }];
  const controllers = text.split(/(?=@\w*Controller\()/).filter((body) => body.startsWith('@'));
  return prefixed.concat(
    controllers.flatMap((body) => {
      const [head = ''] = /^[\s\S]*?\bclass\b/.exec(body) ?? [];
      const [, prefix = ''] = /^@\w+\(\s*(?:\{[^}]*?path:\s*)?['"`]([^'"`]*)['"`]/.exec(head) ?? [];
      return [...body.matchAll(/@Get\(\s*(?:['"`]([^'"`]*)['"`])?\s*\)([^{]*)/g)].map((get) => {
        const [, path = '', after = ''] = get;
        const [before = ''] = /[^;}]*$/.exec(body.slice(head.length, get.index)) ?? [];
        const guarded = [head, before, after].some((decorators) =>
          /@(UseGuards|Auth|Authorized)\b/.test(decorators),
        );
        return { receiver: CONTROLLER, path: joined(prefix, path), guarded };
      });
    }),
  );
}

/** A receiver that no code can have, for routes of controllers, and one for what stands before all of these. */
export const CONTROLLER = '@Controller';
export const GLOBAL_PREFIX = '@globalPrefix';

function graphqlRoutes(text: string): Route[] {
  const start = /GraphQLModule\.forRoot|\.applyMiddleware\(/.exec(text);
  if (!start) return [];
  const [, path = '/graphql'] = /\bpath:\s*['"`](\/[^'"`]*)['"`]/.exec(text.slice(start.index)) ?? [];
  return [{ receiver: '', path, guarded: false, graphql: true }];
}

/** `use('/x', guard, router)`, Hono's `route('/x', router)`, Fastify's `register(router, { prefix: '/x' })`. */
function mountsOf(text: string): Mount[] {
  const calls = text.matchAll(/([\w$]+|\))\s*\.\s*(?:use|route|register)\(([^;]*?)\)\s*(?=[;.\n]|$)/g);
  const mounts = [...calls].flatMap((call): Mount[] => {
    const [, before = '', args = ''] = call;
    const [, , first = constantIn(text, args)] = new RegExp(`^\\s*${QUOTED}\\1`).exec(args) ?? [];
    const [, option] = /\bprefix:\s*['"`](\/[^'"`]*)['"`]/.exec(args) ?? [];
    const receiver = before === ')' ? lastDeclared(text, call.index) : before;
    const targets = [...args.matchAll(/['"](\.[^'"]*)['"]|'[^']*'|"[^"]*"|\b([A-Za-z_$][\w$]*)/g)]
      .map(([, specifier, name]) => specifier ?? name ?? '')
      .filter((name) => name !== '' && name !== receiver);
    const guarded = targets.some((name) => GUARD.test(name)) || guardedBefore(text, receiver, call.index);
    return [{ receiver, path: option ?? first ?? '', targets, guarded }];
  });
  const based =
    /\b([\w$]+)\s*=\s*new\s+\w+(?:<[^()]*>)?\([^)]*?(?:\)\s*\.\s*basePath\(\s*|prefix:\s*)['"`](\/[^'"`]*)['"`]/g;
  const own = [...text.matchAll(based)].map(([, name = '', path = '']) => ({
    ...{ receiver: '', path, targets: [name], guarded: false },
  }));
  return [...mounts, ...own];
}

/** What a path is called by stands in the same file: `use(this.paths.users, …)` with `users: '/api/users'`, or `const users = …`. */
function constantIn(text: string, args: string): string | undefined {
  const [, name] = /^\s*(?:[\w$]+\.)*([A-Za-z_$][\w$]*)\s*,/.exec(args) ?? [];
  const value =
    name &&
    new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\s*[:=]\\s*['"\`](/[^'"\`]*)['"\`]`).exec(text);
  return value ? value[1] : undefined;
}

/** Whether a router asked who comes before this place: `router.use(authenticate)`. */
const guardedBefore = (text: string, receiver: string, index: number): boolean =>
  [...text.slice(0, index).matchAll(/([\w$]+)\s*\.\s*use\(\s*([\w$.]+)\s*(?:\([^()]*\))?\s*\)/g)].some(
    ([, name, middleware = '']) => name === receiver && GUARD.test(middleware) && !/rout/i.test(middleware),
  );

const lastDeclared = (text: string, index: number): string =>
  [...text.slice(0, index).matchAll(/\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=]+)?=/g)].at(-1)?.[1] ?? '';

/** Parts of a path as one, with one slash before each. */
export const joined = (...parts: readonly string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
