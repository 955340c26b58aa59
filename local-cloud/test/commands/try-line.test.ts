import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import type { DeployedRoute } from '../../src/commands/deployed-routes.ts';
import { knownPaths } from '../../src/commands/source-routes/known-paths.ts';
import { curlArguments } from '../../src/commands/try-line.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('try-line-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const BASE = 'http://localhost:4510';
const PROXY: DeployedRoute[] = [
  { method: 'ANY', path: '/' },
  { method: 'ANY', path: '/{proxy+}' },
];
const tried = (routes: readonly DeployedRoute[]) =>
  curlArguments(BASE, routes, () => knownPaths(folder)).slice(BASE.length);

describe('the line to try', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'Express, its routers mounted in other files and by way of one that only hands them on',
      {
        'src/app.ts':
          "import { salas } from './routes';\nimport auth from './auth';\nimport { secret } from './secret';\napp.use(cors());\napp.use('/v1', auth, secret);\napp.use('/v1/salas', salas);\n",
        'src/routes/index.ts': "export { salas } from './salas.js';\n",
        'src/routes/salas.ts':
          "const salas = Router();\nsalas.get('/:id', one);\nsalas.get(\n  '/livres', list);\nsalas.post('/a', make);\n",
        'src/secret.ts': "secret.get('/s', x => x);",
      },
      '/v1/salas/livres',
    ],
    [
      'Express in CommonJS, with a router in the call itself',
      {
        'app.js': "const app = express();\napp.use('/users', require('./users'));\napp.listen(1);\n",
        'users.js': "const router = express.Router();\nrouter.get('/', (req, res) => res.json([]));\n",
      },
      '/users',
    ],
    [
      'Express in a class, its paths by name',
      {
        'server.js':
          "class Server {\n  paths = { salas: '/api/salas' };\n  routes() {\n    this.app.use(this.paths.salas, require('./salas'));\n  }\n}\n",
        'salas.js': "router.get('/', list);\n",
      },
      '/api/salas',
    ],
    ['Express, by route()', { 'app.js': "app.route('/salas').post(make).get(list);\n" }, '/salas'],
    [
      'Hono, chained and with a base path',
      {
        'src/index.ts':
          "const app = new Hono().basePath('/api');\napp.route('/salas', salas);\nconst salas = new Hono()\n  .post('/', make)\n  .get('/livres', (c) => c.json({}));\n",
      },
      '/api/salas/livres',
    ],
    [
      'Fastify, with a plugin and its options',
      {
        'src/app.js':
          "import salas from './salas.js';\nconst fastify = Fastify();\nfastify.register(salas, { prefix: '/salas' });\n",
        'src/salas.js':
          "export default async (fastify) => {\n  fastify.get('/livres', { schema: {} }, async () => []);\n};\n",
      },
      '/salas/livres',
    ],
    [
      'NestJS, with a prefix for all and a guard on one',
      {
        'src/main.ts': "app.setGlobalPrefix('api');",
        'src/a.controller.ts':
          "@Controller('a')\n@UseGuards(JwtGuard)\nexport class A {\n  @Get()\n  all() {}\n}\n",
        'src/salas.controller.ts':
          "@Controller('salas')\nexport class Salas {\n  @Get(':id')\n  one() {}\n  @UseGuards(JwtGuard)\n  @Get('b')\n  own() {}\n  @Get('livres')\n  all() {}\n}\n",
      },
      '/api/salas/livres',
    ],
    [
      'NestJS with GraphQL alone',
      { 'src/app.module.ts': 'imports: [GraphQLModule.forRoot({ autoSchemaFile: true })]' },
      `/graphql -H 'Content-Type: application/json' -d '{"query":"{__typename}"}'`,
    ],
    [
      'one with parameters where there is nothing better',
      { 'app.js': "app.get('/a', authenticate, list);\napp.get('/salas/:id', one);\n" },
      '/salas/1',
    ],
    [
      'none that is asked for, tested or commented out',
      {
        'client.js':
          "axios.get('/a', x);\napi.get('/b', { params });\nmap.get('/c', x);\n// app.get('/d', x);\n",
        'app.test.js': "app.get('/e', x);",
        'node_modules/x/index.js': "app.get('/f', x);",
        'index.js':
          "cors({ origin: 'http://app' });\napp.use('*', cors({ origin: 'http://app' }));\napp.get('/g', x);",
      },
      '/g',
    ],
  ])('names a path that an app knows: %s', (_, files, expected) => {
    write(files);
    expect(tried(PROXY)).toBe(expected);
    expect(tried([])).toBe(expected);
    expect(tried([{ method: 'ANY', path: '/', everything: true }])).toBe(expected);
  });

  it('keeps to paths that a route leads to, best without an authorizer', () => {
    write({ 'app.js': "app.get('/api-docs', x);\napp.get('/', x);\napp.get('/api/salas', x);\n" });
    const docs = { method: 'ANY', path: '/api-docs/{proxy+}' };
    expect(tried([docs, { method: 'ANY', path: '/api/{proxy+}' }])).toBe('/api/salas');
    expect(tried([{ method: 'ANY', path: '/{proxy+}', guard: {} }])).toBe('/api-docs');
    expect(tried([docs])).toBe('/api-docs/1');
  });

  it('does not look where a route tells its path', () => {
    const routes = [{ method: 'GET', path: '/salas' }, ...PROXY];
    expect(
      curlArguments(BASE, routes, () => {
        throw new Error('looked');
      }),
    ).toBe(`${BASE}/salas`);
  });

  it('asks GraphQL something where a route is called so', () => {
    const routes = ['GET', 'POST'].map((method) => ({ method, path: '/graphql' }));
    expect(tried(routes)).toBe(`/graphql -H 'Content-Type: application/json' -d '{"query":"{__typename}"}'`);
  });

  it('has what a request must have in its query', () => {
    expect(curlArguments(BASE, [{ method: 'GET', path: '/import', query: ['name', 'a b'] }], () => [])).toBe(
      `'${BASE}/import?name=1&a%20b=1'`,
    );
  });

  it('is the root, or any path, where nothing is known', () => {
    expect(tried([])).toBe('/');
    expect(tried(PROXY)).toBe('/');
    expect(tried([{ method: 'ANY', path: '/{proxy+}' }])).toBe('/1');
  });
});
