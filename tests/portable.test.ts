import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from '../scripts/tool-command.ts';
import { temporaryFolder, temporaryVariables } from './support/folders.ts';
import { startLocalCloudCommand, startProgram } from './support/program.ts';
import { copyProject } from './support/project-copy.ts';
import { run } from './support/run.ts';
import { serviceFolder } from './support/service-folder.ts';

const simulation = fileURLToPath(new URL('support/simulated-system.cjs', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

// Each deploys everything; other systems' own runners do not simulate others.
const onLinux = process.env.PORTABLE && process.platform === 'linux' ? describe : describe.skip;

onLinux.each(['darwin', 'win32'])('on %s, as Linux simulates it (where PORTABLE is set)', (system) => {
  let folder: string;
  let environment: Record<string, string>;
  beforeAll(() => {
    folder = temporaryFolder('simulated-');
    mkdirSync(path.join(folder, 'private'));
    // As macOS has it: the way to the temporary folder is a link. What users are called is in it.
    const temporary = path.join(folder, 'João & Ana # 100%20');
    symlinkSync(path.join(folder, 'private'), temporary, 'junction');
    environment = {
      SIMULATED_SYSTEM: system,
      NODE_OPTIONS: `--require ${JSON.stringify(simulation)}`,
      ...temporaryVariables(temporary),
      HOME: folder,
      USERPROFILE: folder,
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('starts, deploys, answers and ends with all that it started', async () => {
    const project = copyProject();
    const start = startProgram(...npmCommand('start', '--silent', '--', '--port', '0'), {
      cwd: project.root,
      environment,
    });
    const [, url] = await start.printed(/curl(?:\.exe)? (http:\/\/localhost:\d+\/modulo2)\n/);
    expect(await (await fetch(url!)).json()).toEqual({ LIST: { items: [] } });
    expect((await start.processes()).length).toBeGreaterThan(1);
    start.signal('SIGINT');
    // npm ends by the signal that it got itself.
    await start.ended;
    expect(await start.processes()).toEqual([]);
    project.remove();
  }, 180_000);

  it('is interrupted in the middle of a deployment, and leaves nothing', async () => {
    const project = copyProject();
    const start = startProgram(...npmCommand('start', '--silent', '--', '--port', '0'), {
      cwd: project.root,
      environment,
    });
    await start.printed(/modulo1 +\S/);
    start.signal('SIGINT');
    await start.ended;
    expect(await start.processes()).toEqual([]);
    project.remove();
  }, 180_000);

  it('runs a function from a real path, which is also where its task root leads', async () => {
    const service = serviceFolder();
    service.write(
      'serverless.yml',
      'service: where\nprovider: { name: aws, runtime: nodejs20.x }\nfunctions: { api: { handler: index.handler, url: true } }\n',
    );
    // One of the user's, somewhere above functions' code, is none of theirs.
    writeFileSync(path.join(folder, 'private', 'package.json'), '{"type":"module"}');
    service.write(
      'index.js',
      `const fs = require('node:fs');
      exports.handler = async () => [
        fs.realpathSync(__dirname) === __dirname,
        fs.readFileSync(process.env.LAMBDA_TASK_ROOT + '/index.js', 'utf8') === fs.readFileSync(__filename, 'utf8'),
      ];`,
    );
    const up = startLocalCloudCommand(['up', '--port', '0'], { cwd: service.folder, environment });
    const [, url] = await up.printed(/curl(?:\.exe)? (http:\S+)\n/);
    expect(await (await fetch(url!)).json()).toEqual([true, true]);
    up.signal('SIGINT');
    expect(await up.ended).toBe(0);
    service.remove();
  }, 120_000);
});

it('checks out with the same line ends where Git is told to change them', async () => {
  const folder = temporaryFolder('checkout-');
  const clone = await run('git', ['clone', '--quiet', '--config', 'core.autocrlf=true', root, folder]);
  // What was downloaded without its history has nothing to check out.
  if (clone.code !== 0) return;
  const { stdout } = await run('git', ['ls-files', '--eol'], { cwd: folder });
  expect(stdout.split('\n').filter((line) => /\sw\/(crlf|mixed)\s/.test(line))).toEqual([]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);
