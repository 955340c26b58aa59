import { once } from 'node:events';
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
let project: string;
let program: Program;
beforeAll(async () => {
  folder = temporaryFolder('second-start-');
  project = path.join(folder, 'project');
  await cp(path.join(root, 'tests', 'fixtures', 'hello'), project, {
    recursive: true,
    filter: (source) => !/^\.(serverless|local-cloud)$/.test(path.basename(source)),
  });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
});
afterEach(() => stop());
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** The port is part of what is deployed, as it is 4566 by custom. */
function up(port = '0'): Program {
  program = startLocalCloudCommand(['up', '--port', port], {
    cwd: project,
    environment: { HELLO_SERVICE: 'hello-again', LOCAL_CLOUD_DATA_DIR: '' },
  });
  return program;
}

async function stop(): Promise<void> {
  program.signal('SIGINT');
  await program.ended;
}

const READY = /ready on http:\/\/localhost:(\d+)/;
const URL_LINE = /function URL {2}(http:\/\/localhost:\d+\/)\n/;

describe('local-cloud up, the second time', () => {
  it('answers at the same URL before anything is deployed, and looks behind whether all is as it was', async () => {
    const first = up();
    const [, url = ''] = await first.printed(URL_LINE);
    const [, port] = await first.printed(READY);
    const answer = await (await fetch(url)).text();
    await stop();

    const again = up(port);
    expect((await again.printed(URL_LINE))[1]).toBe(url);
    const before = again.output();
    expect(await (await fetch(url)).text()).toBe(answer);
    expect(before).not.toMatch(/✓|Deploying/);
    await again.printed(/^✓ hello-again {2}[\d.]+ s$/m);
    await again.printed(/^All of it is as it was deployed before\.$/m);
    await stop();
    expect(await readFile(path.join(project, '.local-cloud', '.gitignore'), 'utf8')).toBe('*\n');
  }, 120_000);

  it('deploys what has changed, of which the state itself is no part', async () => {
    const file = path.join(project, 'index.js');
    await writeFile(file, "exports.handler = async () => ({ statusCode: 200, body: 'changed' });\n");
    const again = up();
    const [, url = ''] = await again.printed(URL_LINE);
    const [, port] = await again.printed(READY);
    await again.printed(/^✓ hello-again/m);
    expect(await (await fetch(url)).text()).toBe('changed');
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const lambda = new LambdaClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials,
    });
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'hello-again-local-hello' }));
    const zip = new Uint8Array(await (await fetch(Code?.Location ?? '')).arrayBuffer());
    expect(Object.keys(unzipSync(zip)).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 120_000);

  it('prints where a function is whose port somebody else has meanwhile', async () => {
    const first = up();
    const [, url = ''] = await first.printed(URL_LINE);
    const [, port] = await first.printed(READY);
    await first.printed(/^✓ hello-again/m);
    await stop();
    const taker = createServer().listen(Number(new URL(url).port), '127.0.0.1');
    await once(taker, 'listening');
    const again = up(port);
    const [, moved = ''] = await again.printed(URL_LINE);
    expect(moved).not.toBe(url);
    expect(await (await fetch(moved)).text()).toBe('changed');
    taker.close();
  }, 120_000);

  it('ends with 0 at Ctrl-C while the deployment is looked at, as it served, and leaves nothing', async () => {
    const again = up();
    await again.printed(URL_LINE);
    await again.printed(/^Checking the deployment to stage local …$/m);
    again.signal('SIGINT');
    expect(await again.ended).toBe(0);
    expect(again.output()).not.toMatch(/error|failed|✗/i);
    expect(await again.processes()).toEqual([]);
  }, 60_000);

  it('begins anew where the first deployment was cut off', async () => {
    await rm(path.join(project, '.local-cloud'), { recursive: true, force: true, maxRetries: 3 });
    const cut = up();
    await cut.printed(/hello-again {2}creating resources/);
    cut.signalAlone('SIGKILL');
    await cut.ended;
    const again = up();
    await again.printed(/^✓ hello-again/m);
    const [, url = ''] = await again.printed(URL_LINE);
    expect(await (await fetch(url)).text()).toBe('changed');
  }, 120_000);
});
