import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
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
    hook('03-own.sh', '#!/usr/bin/env node\nconsole.log("own interpreter", process.env.EDGE_PORT);\n');
    chmodSync(path.join(project, 'local-cloud', 'init', '03-own.sh'), 0o755);
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
      `${place}/03-own.sh …`,
      `  own interpreter ${port}`,
      `✓ ${place}/03-own.sh`,
      `${place}/04-module.mjs …`,
      '  true',
      `✓ ${place}/04-module.mjs`,
    ]);
    expect((await fetch(`http://127.0.0.1:${port}/from-hook`, { method: 'HEAD' })).status).toBe(200);
  }, 30_000);
});
