import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

/** A bundler that local-cloud knows nothing of: it puts a banner before the code, and makes the zip itself. */
const BUNDLER = `const { readFileSync, writeFileSync } = require('node:fs');
const { strToU8, zipSync } = require('fflate');

module.exports = class {
  constructor(serverless) {
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => {
        const code = readFileSync('source.js', 'utf8').replace('before', 'after');
        writeFileSync('.bundled.zip', zipSync({ 'main.js': strToU8('/* bundled */' + code) }));
        serverless.service.package.artifact = '.bundled.zip';
      },
    };
  }
};
`;
/** What a project's own script may do in place of a compiler. */
const BUILD = `const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
mkdirSync('dist', { recursive: true });
writeFileSync('dist/main.js', readFileSync('src/main.ts', 'utf8').replace(': string', ''));
`;

const serviceOf = (service: string, handler: string, plugins: string[] = []): string =>
  JSON.stringify({
    service,
    plugins,
    provider: { name: 'aws', runtime: 'nodejs20.x' },
    functions: { main: { handler, url: true } },
  });

let project: ServiceFolder;
let program: Program;
beforeAll(async () => {
  project = serviceFolder();
  const { write } = project;
  write('bundled/serverless.yml', serviceOf('bundled', 'main.handler', ['./bundler.js']));
  write('bundled/bundler.js', BUNDLER);
  write('bundled/source.js', `exports.handler = async () => 'before one';\n`);
  write('built/serverless.yml', serviceOf('built', 'dist/main.handler'));
  write('built/package.json', '{"private":true,"scripts":{"build":"node build.js"}}');
  write('built/build.js', BUILD);
  write('built/src/main.ts', `const value: string = 'one';\nexports.handler = async () => value;\n`);
  program = startLocalCloudCommand(['up', '--port', '0'], { cwd: project.folder });
  await program.printed(/Requests are shown below/);
}, 90_000);
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  project.remove();
});

async function changed(from: string, name: string): Promise<string> {
  const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
  const address = `http://127.0.0.1:${port}/2021-10-31/functions/${name}/url`;
  const { FunctionUrl } = (await (await fetch(address)).json()) as { FunctionUrl: string };
  for (;;) {
    const answer = await (await fetch(FunctionUrl)).text();
    if (answer !== from) return answer;
  }
}

describe('a source that something else than esbuild makes code of', () => {
  it('is deployed where that is a plugin, which is told once', async () => {
    await program.printed(/^bundled: each save deploys bundled-local-main, as its bundler is its own\.$/m);
    expect(await changed('', 'bundled-local-main')).toBe('after one');
    project.write('bundled/source.js', `exports.handler = async () => 'before two';\n`);
    await program.printed(/^bundled: bundled\/source\.js changed$/m);
    expect(await changed('after one', 'bundled-local-main')).toBe('after two');
  }, 60_000);

  it("is built where that is a script of the project's own", async () => {
    expect(await changed('', 'built-local-main')).toBe('one');
    project.write(
      'built/src/main.ts',
      `const value: string = 'two';\nexports.handler = async () => value;\n`,
    );
    await program.printed(/^built: built\/src\/main\.ts changed, running the project's own build$/m);
    expect(await changed('one', 'built-local-main')).toBe('two');
    await program.printed(/^↻ built {2}built\/dist\/main\.js {2}\d+ ms$/m);
  }, 60_000);
});
