import { readdirSync, readFileSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Command, toolCommand } from '../../../scripts/tool-command.ts';
import { type Consumer, consumerOf, root } from '../../../tests/support/consumer.ts';
import { type Program, startProgram } from '../../../tests/support/program.ts';

let project: Consumer;
beforeAll(async () => {
  project = await consumerOf('local-cloud');
}, 120_000);
afterAll(() => project.remove());

/** As npm links it; where that is a shell script, as Node.js runs it. */
const command = (...args: string[]): Command =>
  process.platform === 'win32'
    ? toolCommand('local-cloud', args, project.folder)
    : [installed('.bin', 'local-cloud'), args];
const installed = (...names: string[]) => path.join(project.folder, 'node_modules', ...names);
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
  devDependencies: Record<string, string>;
};

describe('what npm installs', () => {
  it('has neither sources, nor a bundler, nor AWS clients of its own', () => {
    expect(readdirSync(installed('local-cloud')).sort()).toEqual([
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'jest-preset.cjs',
      'models',
      'package.json',
      'resources',
    ]);
    const packages = readdirSync(installed());
    expect(packages).toContain('local-cloud');
    for (const name of ['esbuild', '@esbuild', '@aws-sdk', '@smithy', 'typescript', 'zod']) {
      expect(packages).not.toContain(name);
    }
  });

  it('is at most 20 MB in all', () => {
    const bytes = readdirSync(installed(), { recursive: true })
      .map((name) => statSync(installed(String(name))))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
    expect(bytes).toBeLessThan(20e6);
  });

  it('has the AWS clients that its services are tested with, for functions', () => {
    const scopes = installed('local-cloud', 'dist', 'sdk');
    const clients = Object.keys(manifest.devDependencies).filter((name) => name.startsWith('@aws-sdk/'));
    expect(readdirSync(scopes, { recursive: true }).map(String)).toEqual(
      expect.arrayContaining([...clients, '@aws-sdk/core', '@smithy/core', '@smithy/node-http-handler']),
    );
    expect(clients).toEqual(expect.arrayContaining(['@aws-sdk/client-dynamodb', '@aws-sdk/lib-storage']));
  });

  it('names the terms of every package that is inside', () => {
    const text = readFileSync(installed('local-cloud', 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of [
      'zod',
      'yaml',
      'fflate',
      'ajv',
      'preact',
      'fast-xml-parser',
      '@aws-sdk/client-s3',
      '@smithy/core',
    ])
      expect(text).toMatch(new RegExp(`^(.*, )?${name}@\\d`, 'm'));
    expect(text).toContain('Apache License');
    expect(text).not.toContain('esbuild@');
  });
});

const USE = `
import { type LocalCloud, type Project, startLocalCloud, startProject } from 'local-cloud';
import { urls } from 'local-cloud/project';
import { projectSetup } from 'local-cloud/jest';
import setup from 'local-cloud/vitest';

export async function use(): Promise<(string | undefined)[]> {
  const cloud: LocalCloud = await startLocalCloud({ port: 0, onRequest: (event) => event.status.toFixed() });
  const project: Project = await startProject('.', { stage: 'test' });
  await projectSetup({ folder: 'a', stage: 'test' })({}, { rootDir: '.' });
  const stop = await setup({ config: { root: '.' } });
  await stop();
  // @ts-expect-error: a port is a number
  startLocalCloud({ port: '4566' });
  return [cloud.endpoint, project.urls.hello, project.services[0]?.functionUrl, urls.hello];
}
`;

describe('its types, in a strict project that checks declarations, too', () => {
  it.each([
    ['ES modules', 'esm.mts', { module: 'nodenext' }],
    ['CommonJS beside ES modules', 'commonjs.cts', { module: 'nodenext' }],
    ['CommonJS', 'plain.ts', { module: 'commonjs' }],
    ['a bundler', 'bundled.ts', { module: 'esnext', moduleResolution: 'bundler' }],
  ])('are found from %s', async (_, file, options) => {
    await project.write(file, USE);
    expect(await project.typeErrors({ target: 'es2022', lib: ['es2022'], ...options }, file)).toBe('');
  });

  it('show a use that is wrong', async () => {
    await project.write(
      'wrong.mts',
      "import { startLocalCloud } from 'local-cloud';\nstartLocalCloud({ prot: 1 });\n",
    );
    expect(await project.typeErrors({ module: 'nodenext' }, 'wrong.mts')).toContain(
      "'prot' does not exist in type 'LocalCloudOptions'",
    );
  });
});

const HEALTH = `startLocalCloud({ port: 0 }).then(async (cloud) => {
  const answer = await fetch(cloud.endpoint + '/_local-cloud/health');
  console.log(answer.status, (await answer.json()).version);
  const page = await fetch(cloud.endpoint + '/_local-cloud/assets/app.js');
  console.log(page.status, page.headers.get('content-type'), (await page.text()).length > 10_000);
  await cloud.close();
});`;

describe('its code', () => {
  it.each([
    ['imported', 'health.mjs', "import { startLocalCloud } from 'local-cloud';"],
    ['required', 'health.cjs', "const { startLocalCloud } = require('local-cloud');"],
  ])('runs where it is %s', async (_, file, imports) => {
    await project.write(file, `${imports}\n${HEALTH}`);
    expect(await project.node(file)).toBe(
      `200 ${manifest.version}\n200 text/javascript; charset=utf-8 true\n`,
    );
  });

  it('runs as the command that npm links', async () => {
    const program = startProgram(...command('start', '--port', '0'));
    const [, url] = await program.printed(/ready on (http:\S+)/);
    expect((await fetch(`${url}/_local-cloud/health`)).status).toBe(200);
    program.signal('SIGINT');
    expect(await program.ended).toBe(0);
  });
});

describe('local-cloud up in a project that installed it', () => {
  let program: Program;
  beforeAll(async () => {
    await cp(path.join(root, 'tests', 'fixtures', 'provided-sdk'), project.folder, { recursive: true });
    await project.link('serverless');
    program = startProgram(...command('up', '--ephemeral', '--port', '0'), {
      cwd: project.folder,
    });
  });
  afterAll(async () => {
    program.signal('SIGINT');
    expect(await program.ended).toBe(0);
  });

  it('deploys it, with an AWS SDK for functions that bring none', async () => {
    await program.printed(/Ctrl-C stops everything/);
    const client = new LambdaClient({
      endpoint: /ready on (http:\S+)/.exec(program.output())?.[1] ?? '',
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const invoke = async (name: string) => {
      const command = new InvokeCommand({ FunctionName: `provided-sdk-local-${name}` });
      const { Payload } = await client.send(command);
      const { body } = JSON.parse(Buffer.from(Payload ?? []).toString()) as { body?: string };
      return body ?? Buffer.from(Payload ?? []).toString();
    };
    expect(await invoke('commonjs')).toBe('{"n":1.5,"tags":["x"],"error":"ResourceNotFoundException"}');
    expect(await invoke('esm')).toBe('{"text":"hello","Account":"000000000000"}');
    client.destroy();
  }, 60_000);
});
