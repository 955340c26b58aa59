import { events } from './events.ts';
import { type LayerCloud, startLayerCloud } from './support.ts';

let cloud: LayerCloud;
beforeAll(async () => {
  cloud = await startLayerCloud();
});
afterAll(() => cloud.close());

const get = (name: string) => cloud.invoke(name, events['a function URL']!({ path: '/' }));
const CJS =
  "const { Router } = require('express'); const r = Router(); r.get('/', (_, res) => res.send('found'));";
const ESM =
  "import { Router } from 'express'; const r = Router(); r.get('/', (_, res) => res.send('found'));";
const WANTED = 'export an Express Router from it, as "routes" or by default';

describe('routes', () => {
  it.each([
    ['named-cjs', { 'routes.js': `${CJS} exports.routes = r;` }],
    ['default-cjs', { 'routes.cjs': `${CJS} module.exports = r;` }],
    ['compiled-default', { 'routes.js': `${CJS} exports.__esModule = true; exports.default = r;` }],
    ['in-src', { 'src/routes.cjs': `${CJS} exports.routes = r;` }],
    ['named-esm', { 'routes.mjs': `${ESM} export const routes = r;` }],
    ['default-esm', { 'package.json': '{"type":"module"}', 'routes.js': `${ESM} export default r;` }],
    ['top-level-await', { 'routes.mjs': `${ESM} export const routes = await Promise.resolve(r);` }],
    [
      'reexported',
      { 'routes.mjs': `export { default } from './r.cjs';`, 'r.cjs': `${CJS} exports.routes = r;` },
    ],
    ['named-first', { 'routes.js': `${CJS} exports.routes = r; exports.default = Router();` }],
    [
      'validated',
      {
        'routes.js': `require('zod').object({}); require('zod/mini').object({}); ${CJS} exports.routes = r;`,
      },
    ],
    ['with-sdk', { 'routes.mjs': `import '@aws-sdk/client-dynamodb'; ${ESM} export default r;` }],
  ])('are found: %s', async (name, files) => {
    await cloud.deploy(name, files as Record<string, string>);
    const { answer } = await get(name);
    expect([answer.statusCode, answer.body]).toEqual([200, 'found']);
  });

  it.each([
    [
      'missing',
      { 'index.js': '' },
      `The function has no routes.js (or .mjs, .cjs), in its top folder or in src: ${WANTED}`,
    ],
    [
      'throwing',
      { 'routes.js': "throw new Error('a secret')" },
      `routes.js threw while it was loaded, the log says what: ${WANTED}`,
    ],
    [
      'throwing-module',
      { 'src/routes.mjs': "import 'not-installed';" },
      `src/routes.mjs threw while it was loaded, the log says what: ${WANTED}`,
    ],
    [
      'broken',
      { 'routes.cjs': 'exports.routes = (' },
      `routes.cjs threw while it was loaded, the log says what: ${WANTED}`,
    ],
    [
      'without-export',
      { 'routes.js': CJS },
      `routes.js exports nothing where its routes should be: ${WANTED}`,
    ],
    [
      'object',
      { 'routes.js': 'exports.routes = {};' },
      `routes.js exports an object where its routes should be: ${WANTED}`,
    ],
    [
      'handler',
      { 'routes.js': 'exports.routes = (req, res) => res.end();' },
      `routes.js exports a function where its routes should be: ${WANTED}`,
    ],
  ])('are answered 500 that says what to export: %s', async (name, files, message) => {
    await cloud.deploy(name, files as Record<string, string>);
    const { answer, functionError } = await get(name);
    const requestId = answer.headers?.['x-request-id'];
    expect([functionError, answer.statusCode, JSON.parse(answer.body)]).toEqual([
      undefined,
      500,
      { ERROR: { message, requestId } },
    ]);
  });

  it('that threw say what in the log', async () => {
    await cloud.deploy('telling', { 'routes.js': "throw new Error('a secret')" });
    const { lines } = await get('telling');
    expect(lines[0]).toMatchObject({ level: 'ERROR', error: { cause: { message: 'a secret' } } });
  });

  it.each([
    ['flaky-cjs', 'routes.js', (throwOnce: string) => `${throwOnce} ${CJS} exports.routes = r;`],
    ['flaky-esm', 'routes.mjs', (throwOnce: string) => `${ESM} ${throwOnce} export default r;`],
  ])('that threw once are loaded again: %s', async (name, file, source) => {
    const throwOnce = 'if (!globalThis.loaded) { globalThis.loaded = true; throw new Error("too early"); }';
    await cloud.deploy(name, { [file]: source(throwOnce) });
    // The first load is part of the cold start, and may be over before the first request is there.
    await get(name);
    expect((await get(name)).answer).toMatchObject({ statusCode: 200, body: 'found' });
  });
});

describe('an event that is no HTTP request', () => {
  beforeAll(() => cloud.deploy('eventful', { 'routes.js': `${CJS} exports.routes = r;` }));

  it.each([[{}], [{ Records: [{ eventSource: 'aws:sqs' }] }], [{ source: 'aws.events', detail: {} }]])(
    'fails the invocation: %j',
    async (event) => {
      const { functionError, answer } = await cloud.invoke('eventful', event);
      expect([functionError, answer.errorType, answer.errorMessage]).toEqual([
        'Unhandled',
        'TypeError',
        'This event is no HTTP request of API Gateway, a function URL or a load balancer, and the Express layer takes no other',
      ]);
    },
  );
});
