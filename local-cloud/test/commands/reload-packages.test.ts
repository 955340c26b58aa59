import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

/** Packages of every kind, as code imports them in every way: a reload bundles them apart from the project's own code. */
const PACKAGES = {
  'esm/package.json': '{"type":"module","exports":{"import":"./main.js","require":"./required.cjs"}}',
  'esm/main.js': `export let count = 0;
export const add = () => { count += 1; };
export default function named() { return 'default of esm'; }
export * from './more.js';`,
  'esm/more.js': `export const more = 'more'; globalThis.order = [...(globalThis.order ?? []), 'esm'];`,
  'esm/required.cjs': `exports.required = 'by require';`,
  'cjs/package.json': '{"main":"main.js"}',
  'cjs/main.js': `module.exports = function cjs() { return 'called'; };
module.exports.field = 'field';
module.exports.folder = __dirname.split('/').pop();
globalThis.order = [...(globalThis.order ?? []), 'cjs'];`,
  'compiled/package.json': '{"main":"main.js"}',
  'compiled/main.js': `Object.defineProperty(exports, '__esModule', { value: true });
exports.default = 'default of compiled';
exports.other = 'other';`,
  'json/package.json': '{"main":"data.json"}',
  'json/data.json': '{"answer":42}',
  'late/package.json': '{"type":"module","exports":"./main.js"}',
  'late/main.js': `export const late = 'imported later';`,
  'new/package.json': '{"main":"main.js"}',
  'new/main.js': `exports.fresh = 'a package that was not imported before';`,
};

const OWN = `import named, { add, count, more } from 'esm';
import cjs, { field } from 'cjs';
import * as whole from 'cjs';
import compiled, { other } from 'compiled';
import data from 'json';

export const facts = async () => {
  const before = count;
  add();
  const { late } = await import('late');
  return {
    esm: [named(), count - before, more],
    cjs: [cjs(), field, cjs.folder, Object.keys(whole).sort()],
    compiled: [compiled, other],
    required: require('esm').required,
    data,
    late,
    order: globalThis.order,
  };
};
`;

const CONFIGURATION = {
  service: 'packages',
  plugins: ['serverless-esbuild'],
  custom: { esbuild: { bundle: true, minify: true, outputFileExtension: '.cjs' } },
  provider: { name: 'aws', runtime: 'nodejs20.x' },
  functions: {
    // By their folders, code that Node takes for ES modules and code that it takes for CommonJS: defaults differ.
    module: { handler: 'module/main.handler', url: true },
    common: { handler: 'common/main.handler', url: true },
  },
};

const mainOf = (version: number, more = ''): string =>
  `import { facts } from './own.ts';\n${more}\nexport const handler = async () => JSON.stringify({ version: ${version}, facts: await facts()${
    more ? ', fresh' : ''
  } });\n`;

let service: ServiceFolder;
let program: Program;
beforeAll(async () => {
  service = serviceFolder();
  service.write('serverless.yml', JSON.stringify(CONFIGURATION));
  service.write('package.json', '{"private":true}');
  for (const [name, text] of Object.entries(PACKAGES)) service.write(`node_modules/${name}`, text);
  for (const folder of ['module', 'common']) {
    service.write(`${folder}/package.json`, `{"type":"${folder === 'module' ? 'module' : 'commonjs'}"}`);
    service.write(`${folder}/own.ts`, `declare const require: any;\n${OWN}`);
    service.write(`${folder}/main.ts`, mainOf(1));
  }
  program = startLocalCloudCommand(['up', '--port', '0'], { cwd: service.folder });
  await program.printed(/Requests are shown below/);
}, 60_000);
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  service.remove();
});

async function answer(name: string, version: number): Promise<{ facts: unknown; fresh?: string }> {
  const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
  const address = `http://127.0.0.1:${port}/2021-10-31/functions/packages-local-${name}/url`;
  const { FunctionUrl } = (await (await fetch(address)).json()) as { FunctionUrl: string };
  for (;;) {
    const said = (await (await fetch(FunctionUrl)).json()) as {
      version: number;
      facts: unknown;
      fresh?: string;
    };
    if (said.version === version) return said;
  }
}

describe.each(['module', 'common'])('packages that code of type %s imports', (name) => {
  it('are the same after a reload as in the deployment', async () => {
    const { facts: deployed } = await answer(name, 1);
    for (const version of [2, 3]) {
      service.write(`${name}/main.ts`, mainOf(version));
      expect((await answer(name, version)).facts).toEqual(deployed);
    }
    expect(deployed).toMatchObject({ esm: ['default of esm', 1, 'more'], late: 'imported later' });
  }, 60_000);

  it('may be more than before', async () => {
    const { facts: deployed } = await answer(name, 3);
    service.write(`${name}/main.ts`, mainOf(4, `import { fresh } from 'new';`));
    expect(await answer(name, 4)).toMatchObject({
      facts: deployed,
      fresh: 'a package that was not imported before',
    });
  }, 60_000);
});
