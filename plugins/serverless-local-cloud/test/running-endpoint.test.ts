import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { toolCommand } from '../../../scripts/tool-command.ts';
import { homeVariables, temporaryFolder } from '../../../tests/support/folders.ts';
import { type Program, startLocalCloudCommand, startProgram } from '../../../tests/support/program.ts';
import { type ServiceFolder, serviceFolder } from '../../../tests/support/service-folder.ts';

let home: string;
let service: ServiceFolder;
let running: Program[];
beforeEach(() => {
  // A home of the test's own: nobody else's endpoints are in it, and nobody sees these.
  home = temporaryFolder('home-');
  running = [];
  service = serviceFolder();
  service.write('serverless-compose.yml', 'services: { one: { path: one } }');
  service.write(
    'one/serverless.yml',
    JSON.stringify({
      service: 'one',
      frameworkVersion: '4',
      plugins: ['serverless-local-cloud'],
      custom: { localstack: { stages: ['local'] } },
      provider: { name: 'aws', runtime: 'nodejs24.x' },
      functions: { hello: { handler: 'index.handler', events: [{ http: 'GET /' }] } },
    }),
  );
  service.write('one/index.js', 'exports.handler = async () => ({ statusCode: 200 });');
});
afterEach(async () => {
  for (const program of running) program.signal('SIGINT');
  await Promise.all(running.map(({ ended }) => ended));
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  service.remove();
});

const one = () => path.join(service.folder, 'one');
const reader = fileURLToPath(new URL('../running-endpoint.js', import.meta.url));
const READ = 'console.log(require(process.argv[1]).runningEndpoint(process.argv[2]))';

/** What a tool of another process finds. */
async function found(folder: string): Promise<string> {
  const env = { ...process.env, ...homeVariables(home) };
  return (await promisify(execFile)(process.execPath, ['-e', READ, reader, folder], { env })).stdout.trim();
}

const start = async (cwd: string) => {
  const program = startLocalCloudCommand(['start', '--port', '0'], {
    cwd,
    environment: { ...homeVariables(home) },
  });
  running.push(program);
  const [, port] = await program.printed(/is ready on http:\/\/localhost:(\d+)/);
  return { program, url: `http://localhost:${port}` };
};

describe('the endpoint that runs for a project', () => {
  it('is found from its services, whatever its port, for as long as it runs', async () => {
    expect(await found(one())).toBe('undefined');
    const first = await start(service.folder);
    // From the folder of a service it runs for the whole composition as well.
    const second = await start(one());
    expect(await found(service.folder)).toBe(second.url);
    expect(await found(tmpdir())).toBe('undefined');
    second.program.signal('SIGINT');
    await second.program.ended;
    expect(await found(one())).toBe(first.url);

    // A process that is killed can take nothing away.
    first.program.signal('SIGKILL');
    await first.program.ended;
    expect(readdirSync(path.join(home, '.local-cloud', 'endpoints'))).toEqual([`${first.program.pid}.json`]);
    expect(await found(one())).toBe('undefined');
  }, 60_000);

  it('is where sls goes, unless AWS_ENDPOINT_URL says otherwise', async () => {
    const { url } = await start(service.folder);
    const sls = async (command: string, AWS_ENDPOINT_URL?: string) => {
      const program = startProgram(...toolCommand('sls', [command, '--stage', 'local']), {
        cwd: one(),
        environment: { ...homeVariables(home), AWS_ENDPOINT_URL, EDGE_PORT: undefined },
      });
      return [await program.ended, program.output()];
    };
    const [code, output] = await sls('deploy');
    const [, restApi] = /(http:\S+_user_request_\S*)/.exec(String(output)) ?? [];
    expect([code, restApi]).toEqual([0, expect.stringContaining(`${url}/restapis/`)]);
    expect((await fetch(restApi ?? '')).status).toBe(200);
    expect(await sls('info', 'http://127.0.0.1:1')).toEqual([
      1,
      expect.stringContaining('Nothing answers on http://127.0.0.1:1'),
    ]);
  }, 120_000);

  it('is not told where there is no project, nor is anything written into one', async () => {
    const folder = path.join(home, 'empty');
    mkdirSync(folder);
    for (const cwd of [folder, service.folder]) {
      const { program } = await start(cwd);
      program.signal('SIGINT');
      await program.ended;
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(path.join(service.folder, '.local-cloud'))).toBe(false);
  }, 60_000);

  it('runs all the same where it can write nothing', async () => {
    writeFileSync(path.join(home, '.local-cloud'), 'a file in the way');
    await start(service.folder);
    expect(await found(service.folder)).toBe('undefined');
  }, 60_000);
});
