import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { toolCommand } from '../scripts/tool-command.ts';
import { type Consumer, consumerOf, root } from './support/consumer.ts';
import { startProgram } from './support/program.ts';
import { localCloud } from './targets/local-cloud.ts';
import type { Target } from './targets/target.ts';

// npm installs 200 packages for it, which takes a quarter of a minute.
const inCi = process.env.CI ? describe : describe.skip;

inCi('the packed plugins, beside osls in a project of its own (where CI is set)', () => {
  let project: Consumer;
  let target: Target;
  beforeAll(async () => {
    project = await consumerOf('plugins/serverless-local-cloud', 'plugins/serverless-exec', 'osls');
    target = await localCloud();
    await cp(path.join(root, 'tests', 'fixtures', 'packed-plugins'), project.folder, { recursive: true });
  }, 180_000);
  afterAll(async () => {
    await target.close();
    await project.remove();
  });

  const sls = async (...args: string[]) => {
    const environment = { AWS_ENDPOINT_URL: target.endpoint };
    const program = startProgram(...toolCommand('osls', args, project.folder), {
      cwd: project.folder,
      environment,
    });
    return [await program.ended, program.output()] as const;
  };

  it('bring no Serverless Framework along', () => {
    const installed = (name: string) => existsSync(path.join(project.folder, 'node_modules', name));
    expect(['serverless', 'osls', 'serverless-local-cloud', 'serverless-exec'].map(installed)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it.each([
    ['ES modules', 'serverless.mts', { module: 'nodenext' }],
    ['CommonJS', 'serverless.cts', { module: 'nodenext' }],
    ['CommonJS without exports', 'plain.ts', { module: 'commonjs' }],
  ])('have types for %s in a strict project', async (_, file, options) => {
    await project.write(
      file,
      `import type { Configuration } from 'serverless-local-cloud';
import type { TaskAnswer, TaskEvent } from 'serverless-exec';
export const localstack: Configuration = { stages: ['local'], edgePort: 4566, lambda: { mountCode: true } };
export const run = (event: TaskEvent): TaskAnswer => ({ result: event.task });
// @ts-expect-error: stages are names
export const wrong: Configuration = { stages: 1 };
`,
    );
    expect(await project.typeErrors({ target: 'es2022', lib: ['es2022'], ...options }, file)).toBe('');
  });

  it('deploy to this machine and run a task there', async () => {
    const [code, output] = await sls('deploy', '--stage', 'local');
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('Service deployed to stack packed-plugins-local'),
    ]);
    expect(await sls('exec', '--stage', 'local', '--task', 'greet', '--data', '{"name":"Ana"}')).toEqual([
      0,
      expect.stringContaining('"hello Ana"\n'),
    ]);
  }, 120_000);
});
