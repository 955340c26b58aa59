import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { homeVariables, temporaryFolder, temporaryVariables } from '../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const fixture = path.join(root, 'tests', 'fixtures', 'hello');

let folder: string;
let project: string;
let bare: string;
let scratch: string;
beforeAll(async () => {
  folder = temporaryFolder('up-test-');
  project = path.join(folder, 'installed', 'project');
  bare = path.join(folder, 'bare');
  scratch = path.join(folder, 'tmp');
  await mkdir(scratch);
  for (const copy of [project, bare])
    await cp(fixture, copy, { recursive: true, filter: (source) => path.basename(source) !== '.serverless' });
  // Beside the project, not in it, where the deploy tool would pack it.
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'installed', 'node_modules'), 'junction');
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const up = (cwd: string, options: readonly string[] = [], environment = {}): Program =>
  startLocalCloudCommand(['up', '--ephemeral', '--port', '0', ...options], {
    cwd,
    environment: {
      ...environment,
      ...temporaryVariables(scratch),
      HELLO_SERVICE: 'hello-up',
      LOCAL_CLOUD_CACHE: path.join(scratch, 'cache'),
    },
  });

async function leavesNothing(program: Program): Promise<void> {
  expect(await program.processes()).toEqual([]);
  expect((await readdir(scratch)).filter((name) => name.startsWith('local-cloud-'))).toEqual([]);
}

describe('local-cloud up', () => {
  it('says so where there is no project', async () => {
    const program = up(scratch);
    expect([await program.ended, program.output()]).toEqual([
      1,
      `There is no serverless-compose.yml or serverless.yml in ${scratch}. Run this in a project's folder.\n`,
    ]);
    await leavesNothing(program);
  });

  it('offers a deploy tool where none is installed, and fetches none unasked', async () => {
    const program = up(bare);
    expect([await program.ended, program.output()]).toEqual([
      1,
      `The Serverless Framework is not installed in ${bare}; osls 3.77.1 deploys it.\n` +
        'Run again with --yes to have it fetched, or run npm install -D osls@3 there.\n',
    ]);
    await leavesNothing(program);
  });

  it('deploys a single service, prints where it answers, and ends with 0', async () => {
    const program = up(project);
    const [, url] = await program.printed(/^hello-up\n {2}function URL {2}(http:\/\/localhost:\d+\/)\n/m);
    await program.printed(new RegExp(`^ {2}try {11}curl(?:\\.exe)? ${url}$`, 'm'));
    await program.printed(
      /^For aws and other tools:\n {2}(export |\$env:|set ")AWS_ENDPOINT_URL='?http:\/\/127\.0\.0\.1:\d+['" ]/m,
    );
    expect(await (await fetch(url ?? '')).text()).toBe('hello');
    await program.printed(/^GET \/ 200 \d+ ms cold hello-up-local-hello$/m);
    program.signal('SIGINT');
    expect(await program.ended).toBe(0);
    await leavesNothing(program);
  }, 60_000);

  it('installs the Node.js that a runtime names with --exact-runtimes, and tells where it can not', async () => {
    const major = process.versions.node.startsWith('22.') ? '20' : '22';
    const exact = path.join(folder, 'installed', 'exact');
    await cp(project, exact, { recursive: true });
    const file = path.join(exact, 'serverless.yml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/runtime: nodejs\d+\.x/, `runtime: nodejs${major}.x`));
    // In place of npm, as the registry may be out of reach; and no Node.js of another version manager.
    const npm = path.join(folder, 'npm-cli.js');
    await writeFile(npm, "console.error('no registry ' + process.argv.at(-1)); process.exit(1);");
    const nowhere = {
      ...homeVariables(scratch),
      XDG_CACHE_HOME: path.join(scratch, 'cache'),
      LOCALAPPDATA: path.join(scratch, 'cache'),
      npm_execpath: npm,
    };
    const program = up(exact, ['--exact-runtimes'], { ...nowhere, [`LOCAL_CLOUD_NODE_${major}`]: '' });
    await program.printed(new RegExp(`^Installing Node\\.js ${major} for nodejs${major}\\.x …$`, 'm'));
    const [, url = ''] = await program.printed(/^ {2}function URL {2}(http:\/\/localhost:\d+\/)\n/m);
    expect((await fetch(url)).status).toBe(502);
    await program.printed(
      new RegExp(
        `Node\\.js ${major} for nodejs${major}\\.x could not be installed: no registry node@${major}`,
        'm',
      ),
    );
    program.signal('SIGINT');
    expect(await program.ended).toBe(0);
  }, 60_000);

  it.each([
    ['as it begins', /^Deploying to stage local …$/m],
    ['with a stack half made', /^ +[\d.]+ s {2}hello-up {2}uploading$/m],
  ])(
    'ends with 130 at Ctrl-C in a deployment, %s',
    async (_, line) => {
      const program = up(project);
      await program.printed(line);
      program.signal('SIGINT');
      expect(await program.ended).toBe(130);
      expect(program.output()).not.toMatch(/error|failed|function URL/i);
      await leavesNothing(program);
    },
    60_000,
  );
});
