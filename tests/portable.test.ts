import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from '../scripts/tool-command.ts';
import { removeFolder, temporaryFolder, temporaryVariables } from './support/folders.ts';
import { startLocalCloudCommand, startProgram } from './support/program.ts';
import { copyProject } from './support/project-copy.ts';
import { run } from './support/run.ts';
import { serviceFolder } from './support/service-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { SIMULATED_SYSTEM: system } = process.env;

// Each deploys everything.
(system ? describe : describe.skip)(`on ${system ?? 'another system'} (npm run check:portable)`, () => {
  it('starts, deploys, answers and ends with all that it started', async () => {
    const project = copyProject();
    const start = startProgram(...npmCommand('start', '--silent', '--', '--port', '0'), {
      cwd: project.root,
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
    const above = temporaryFolder('above-');
    writeFileSync(path.join(above, 'package.json'), '{"type":"module"}');
    service.write(
      'index.js',
      `const fs = require('node:fs');
      exports.handler = async () => [
        fs.realpathSync(__dirname) === __dirname,
        fs.readFileSync(process.env.LAMBDA_TASK_ROOT + '/index.js', 'utf8') === fs.readFileSync(__filename, 'utf8'),
      ];`,
    );
    const up = startLocalCloudCommand(['up', '--port', '0'], {
      cwd: service.folder,
      environment: temporaryVariables(above),
    });
    const [, url] = await up.printed(/curl(?:\.exe)? (http:\S+)\n/);
    expect(await (await fetch(url!)).json()).toEqual([true, true]);
    up.signal('SIGINT');
    expect(await up.ended).toBe(0);
    removeFolder(above);
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
  removeFolder(folder);
}, 60_000);
