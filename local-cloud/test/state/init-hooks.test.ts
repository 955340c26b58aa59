import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { processesOf } from '../../../tests/support/processes.ts';
import { type Program, startLocalCloudCommand } from '../../../tests/support/program.ts';

let project: string;
let program: Program;
beforeAll(() => {
  project = temporaryFolder('init-hooks-');
  mkdirSync(path.join(project, 'local-cloud', 'init', 'folder.js'), { recursive: true });
});
afterAll(async () => {
  program.signalAlone('SIGTERM');
  await program.ended;
  rmSync(project, { recursive: true, force: true, maxRetries: 5 });
});

const hook = (name: string, text: string) =>
  writeFileSync(path.join(project, 'local-cloud', 'init', name), text);

const CREATE = `
  fetch(process.env.AWS_ENDPOINT_URL + '/from-hook', { method: 'PUT', headers: {
    authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/' + process.env.AWS_REGION + '/s3/aws4_request',
  } }).then(({ status }) => console.log('bucket', status, process.cwd()));
`;

describe('local-cloud/init', () => {
  it('has its files run when the endpoint is ready, in the order of their names, and tells which failed', async () => {
    hook('02-bucket.js', CREATE);
    hook('01-first.sh', 'echo "from $AWS_ENDPOINT_URL as $AWS_ACCESS_KEY_ID"; echo unfinished >&2; exit 3\n');
    // Windows runs no file by its first line.
    const own = process.platform !== 'win32';
    if (own) {
      hook('03-own.sh', '#!/usr/bin/env node\nconsole.log("own interpreter", process.env.EDGE_PORT);\n');
      chmodSync(path.join(project, 'local-cloud', 'init', '03-own.sh'), 0o755);
    }
    hook('04-module.mjs', 'console.log(import.meta.url.endsWith("04-module.mjs"));\n');
    hook('notes.txt', 'no script');
    program = startLocalCloudCommand(['start', '--port', '0'], { cwd: project, group: 'ours' });
    const [, port] = await program.printed(/ready on http:\/\/localhost:(\d+)/);
    await program.printed(/04-module\.mjs {2}[\d.]+ s/);
    const place = path.join('local-cloud', 'init', path.sep).slice(0, -1);
    const lines = program
      .output()
      .replaceAll(/ {2}[\d.]+ s$/gm, '')
      .split('\n')
      .filter((line) => line !== '' && !/ms$/.test(line));
    expect(lines.slice(1)).toEqual([
      `${place}/01-first.sh …`,
      `  from http://127.0.0.1:${port} as test`,
      '  unfinished',
      `✗ ${place}/01-first.sh  ended with exit code 3`,
      `${place}/02-bucket.js …`,
      `  bucket 200 ${project}`,
      `✓ ${place}/02-bucket.js`,
      ...(own ? [`${place}/03-own.sh …`, `  own interpreter ${port}`, `✓ ${place}/03-own.sh`] : []),
      `${place}/04-module.mjs …`,
      '  true',
      `✓ ${place}/04-module.mjs`,
    ]);
    expect((await fetch(`http://127.0.0.1:${port}/from-hook`, { method: 'HEAD' })).status).toBe(200);
  }, 30_000);

  it('are given the region and no way to AWS, and hold up nobody by what they leave running', async () => {
    const other = temporaryFolder('init-hooks-left-');
    const folder = path.join(other, 'local-cloud', 'init');
    mkdirSync(folder, { recursive: true });
    // Ends with local-cloud, or of itself where that fails.
    writeFileSync(path.join(folder, '01-left.sh'), 'sleep 60 &\necho "left $$"\n');
    const names = ['REGION', 'DEFAULT_REGION', 'PROFILE', 'ENDPOINT_URL_S3', 'SESSION_TOKEN'];
    const list = names.map((name) => `process.env.AWS_${name}`).join(', ');
    writeFileSync(path.join(folder, '02-next.js'), `console.log('next', JSON.stringify([${list}]));\n`);
    const started = startLocalCloudCommand(['start', '--port', '0'], {
      cwd: other,
      environment: {
        AWS_REGION: 'sa-east-1',
        AWS_DEFAULT_REGION: undefined,
        AWS_PROFILE: 'work',
        AWS_ENDPOINT_URL_S3: 'https://elsewhere.example',
        AWS_SESSION_TOKEN: 'secret',
      },
    });
    await started.printed(/02-next\.js {2}[\d.]+ s/);
    expect(started.output()).toContain('  next ["sa-east-1","sa-east-1",null,null,null]\n');
    expect(started.output()).toMatch(/✓ \S+01-left\.sh {2}0\.[\d] s/);
    const [, left = ''] = /left (\d+)/.exec(started.output()) ?? [];
    started.signalAlone('SIGTERM');
    expect(await started.ended).toBe(0);
    // Its group is that of the hook.
    expect(await processesOf(Number(left))).toEqual([]);
    rmSync(other, { recursive: true, force: true, maxRetries: 5 });
  }, 30_000);
});
