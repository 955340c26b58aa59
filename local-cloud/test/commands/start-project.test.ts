import { once } from 'node:events';
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { startProject } from '../../src/main.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
let project: string;
beforeAll(async () => {
  folder = temporaryFolder('start-project-');
  project = path.join(folder, 'hello');
  await cp(path.join(root, 'tests', 'fixtures', 'hello'), project, {
    recursive: true,
    filter: (source) => path.basename(source) !== '.serverless',
  });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const refuses = (url: string) => expect(fetch(url)).rejects.toThrow('fetch failed');

describe('startProject', () => {
  it('deploys a project, says where it answers, and stops all of it', async () => {
    const { urls, services, endpoint, stop } = await startProject(project);
    const [url = ''] = Object.values(urls);
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect([urls, services]).toEqual([
      { hello: url },
      [
        {
          name: 'hello',
          stack: 'hello-local',
          region: 'us-east-1',
          functions: ['hello-local-hello'],
          functionUrl: `${url}/`,
          routes: [],
        },
      ],
    ]);
    expect(await (await fetch(url)).text()).toBe('hello');
    await stop();
    await stop();
    await refuses(url);
    await refuses(endpoint);
  }, 60_000);

  it('rejects with what the deploy tool said, and leaves nothing behind', async () => {
    const broken = path.join(folder, 'broken');
    await mkdir(broken);
    await cp(path.join(project, 'serverless.yml'), path.join(broken, 'serverless.yml'));
    const port = await freePort();
    await expect(startProject(broken, { port })).rejects.toThrow(
      /No file matches include .*\n\n✗ \S+ {2}No file matches include .*\nThe deployment failed \(sls deploy ended with 1\)\.$/s,
    );
    await refuses(`http://127.0.0.1:${port}`);
  }, 60_000);

  it('rejects a folder without a project', async () => {
    const empty = path.join(folder, 'empty');
    await mkdir(empty);
    await expect(startProject(empty)).rejects.toThrow(
      `There is no serverless-compose.yml or serverless.yml in ${empty}.`,
    );
  });
});
