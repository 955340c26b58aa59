import { renameSync } from 'node:fs';
import path from 'node:path';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';
import { type SignalServer, startSignalServer } from '../support/signal-server.ts';

/** A service that is bundled, and one that is packed as it stands. */
const BUNDLED = {
  service: 'bundled',
  plugins: ['serverless-esbuild'],
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the Serverless Framework's variables
  custom: { esbuild: { bundle: true, minify: true, sourcemap: true }, said: '${file(said.yml):said}' },
  useDotenv: true,
  provider: {
    name: 'aws',
    runtime: 'nodejs20.x',
    environment: { SAID: '${self:custom.said}', FROM_DOTENV: "${env:RELOADED_VALUE, 'unset'}" },
  },
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the Serverless Framework's variables
  package: { patterns: ['texts/**'] },
  functions: {
    one: { handler: 'src/one.handler', url: true },
    two: { handler: 'src/two.handler', url: true },
  },
};
const PLAIN = {
  service: 'plain',
  provider: { name: 'aws', runtime: 'nodejs20.x' },
  functions: { plain: { handler: 'main.handler', url: true } },
};

const TYPESCRIPT = {
  compilerOptions: {
    ...{ strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', types: ['node'] },
    allowImportingTsExtensions: true,
  },
  include: ['src'],
};

let project: ServiceFolder;
let program: Program;
let signals: SignalServer;
beforeAll(async () => {
  signals = await startSignalServer();
  project = serviceFolder();
  const { write } = project;
  write('bundled/serverless.yml', JSON.stringify(BUNDLED));
  write('bundled/said.yml', 'said: before');
  write('bundled/texts/text.txt', 'text');
  write('bundled/tsconfig.json', JSON.stringify(TYPESCRIPT));
  write('bundled/src/value.ts', valued('first'));
  write(
    'bundled/src/one.ts',
    `import { readFileSync } from 'node:fs';
import { value } from './value.ts';

export const handler = async ({ rawPath }: { rawPath: string }) => {
  if (rawPath === '/waits') await fetch('${signals.url}waits');
  if (rawPath === '/text') return readFileSync('texts/text.txt', 'utf8');
  if (rawPath === '/environment') return process.env.SAID + ' ' + process.env.FROM_DOTENV;
  return value;
};
`,
  );
  write('bundled/src/two.ts', `export const handler = async () => 'two';\n`);
  write('plain/serverless.yml', JSON.stringify(PLAIN));
  write('plain/main.js', `exports.handler = async () => require('./part.js');\n`);
  write('plain/part.js', `module.exports = 'plain';\n`);
  program = startLocalCloudCommand(['up', '--ephemeral', '--port', '0'], { cwd: project.folder });
  await program.printed(/Requests are shown below/);
}, 120_000);
afterAll(async () => {
  program.signal('SIGINT');
  await program.ended;
  signals.close();
  project.remove();
});

const valued = (value: string): string => `export const value: string = '${value}';\n`;

async function ask(name: string, where = '/'): Promise<string> {
  const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
  const address = `http://127.0.0.1:${port}/2021-10-31/functions/${name}/url`;
  const { FunctionUrl } = (await (await fetch(address)).json()) as { FunctionUrl: string };
  return (await fetch(FunctionUrl.replace(/\/$/, where))).text();
}

/** Asks until the answer is another: the system tells of a save a moment after it. */
async function changed(from: string, name: string, where?: string): Promise<string> {
  for (;;) {
    const answer = await ask(name, where);
    if (answer !== from) return answer;
  }
}

/** As most editors do it: written beside the file, then put in its place. */
function replace(file: string, text: string): void {
  project.write(`${file}.tmp`, text);
  renameSync(path.join(project.folder, `${file}.tmp`), path.join(project.folder, file));
}

describe('a file that is saved while local-cloud up runs', () => {
  it('makes the function anew that it goes into, however it is saved', async () => {
    expect(await ask('bundled-local-one')).toBe('first');
    project.write('bundled/src/value.ts', valued('second'));
    expect(await changed('first', 'bundled-local-one')).toBe('second');
    await program.printed(/^↻ bundled {2}bundled\/src\/value\.ts {2}\d+ ms$/m);
    replace('bundled/src/value.ts', valued('third'));
    expect(await changed('second', 'bundled-local-one')).toBe('third');
    expect(await ask('bundled-local-two')).toBe('two');
  }, 60_000);

  it('lets a request under way finish on the old code', async () => {
    const old = await ask('bundled-local-one');
    const waiting = ask('bundled-local-one', '/waits');
    await signals.reached('waits');
    project.write('bundled/src/value.ts', valued('newer'));
    expect(await changed(old, 'bundled-local-one')).toBe('newer');
    await signals.release('waits');
    expect(await waiting).toBe(old);
  }, 60_000);

  it('is told with file and line where it does not build, and heals with the next save', async () => {
    const old = await ask('bundled-local-one');
    project.write('bundled/src/value.ts', `export const value = 'x';\nexport const other = ];\n`);
    await program.printed(
      /^✗ bundled {2}bundled\/src\/value\.ts:2:22 {2}Unexpected "\]"\n {2}The code before it goes on answering\.$/m,
    );
    expect(await ask('bundled-local-one')).toBe(old);
    project.write('bundled/src/value.ts', valued('healed'));
    expect(await changed(old, 'bundled-local-one')).toBe('healed');
  }, 60_000);

  it('is told with file and line where its types do not fit, and taken back until they do', async () => {
    const old = await ask('bundled-local-one');
    project.write('bundled/src/value.ts', `export const value: string = 42;\n`);
    await program.printed(
      /^✗ bundled {2}bundled\/src\/value\.ts:1:14 {2}TS2322: Type 'number' is not assignable to type 'string'\.\n {2}The code before it goes on answering\.$/m,
    );
    expect(await changed('42', 'bundled-local-one')).toBe(old);
    project.write('bundled/src/value.ts', valued('of the right type'));
    expect(await changed(old, 'bundled-local-one')).toBe('of the right type');
  }, 60_000);

  it('is found where it did not exist before', async () => {
    project.write('bundled/src/value.ts', `export { value } from './elsewhere.ts';\n`);
    await program.printed(
      /^✗ bundled {2}bundled\/src\/value\.ts:1:23 {2}Could not resolve "\.\/elsewhere\.ts"$/m,
    );
    const old = await ask('bundled-local-one');
    project.write('bundled/src/elsewhere.ts', valued('elsewhere'));
    expect(await changed(old, 'bundled-local-one')).toBe('elsewhere');
  }, 60_000);

  it('is copied where a package has it as it is', async () => {
    expect(await ask('bundled-local-one', '/text')).toBe('text');
    project.write('bundled/texts/text.txt', 'other text');
    expect(await changed('text', 'bundled-local-one', '/text')).toBe('other text');
    expect(await ask('plain-local-plain')).toBe('plain');
    project.write('plain/part.js', `module.exports = require('./new.js');\n`);
    project.write('plain/new.js', `module.exports = 'of a new file';\n`);
    expect(await changed('plain', 'plain-local-plain')).toBe('of a new file');
  }, 60_000);

  it('can be had as a zip with the rest of the function', async () => {
    const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
    const address = `http://127.0.0.1:${port}/2015-03-31/functions/plain-local-plain`;
    const { Code } = (await (await fetch(address)).json()) as { Code: { Location: string } };
    const { unzipSync } = await import('fflate');
    const files = unzipSync(new Uint8Array(await (await fetch(Code.Location)).arrayBuffer()));
    expect(Buffer.from(files['new.js'] ?? []).toString()).toBe(`module.exports = 'of a new file';\n`);
  }, 60_000);

  it('is deployed by itself where it is configuration, or values of it', async () => {
    expect(await ask('bundled-local-one', '/environment')).toBe('before unset');
    project.write('bundled/said.yml', 'said: after');
    await program.printed(/^bundled: bundled\/said\.yml changed$/m);
    expect(await changed('before unset', 'bundled-local-one', '/environment')).toBe('after unset');
    project.write('bundled/.env', 'RELOADED_VALUE=set\n');
    expect(await changed('after unset', 'bundled-local-one', '/environment')).toBe('after set');
    expect(await ask('bundled-local-one')).toBe('elsewhere');
  }, 120_000);

  it('is told of where its deployment fails, and deployed once it is mended', async () => {
    project.write('bundled/serverless.yml', `${JSON.stringify(BUNDLED)}\n  : not yaml [`);
    await program.printed(/^✗ bundled {2}serverless\.yml:2:\d+ {2}\S/m);
    expect(await ask('bundled-local-two')).toBe('two');
    const mended = { ...BUNDLED, service: 'bundled', custom: { ...BUNDLED.custom, said: 'mended' } };
    project.write('bundled/serverless.yml', JSON.stringify(mended));
    expect(await changed('after set', 'bundled-local-one', '/environment')).toBe('mended set');
  }, 120_000);
});
