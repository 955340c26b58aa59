import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { copyProject } from './support/project-copy.ts';
import { run } from './support/run.ts';
import { localCloud } from './targets/local-cloud.ts';

const project = copyProject();
afterAll(() => project.remove());

const newModule = (...args: string[]) =>
  run(path.join(project.root, 'node_modules', '.bin', 'tsx'), ['scripts/new-module.ts', ...args], {
    cwd: project.root,
  });
const read = (file: string) => readFileSync(path.join(project.root, file), 'utf8');

describe('npm run new:module', () => {
  it('makes a module that deploys', async () => {
    const made = await newModule('salas', '--no-install');
    expect([made.code, made.output]).toEqual([0, expect.stringContaining('salas')]);
    expect(JSON.parse(read('package.json')).workspaces).toContain('salas');
    expect(parse(read('serverless-compose.yml')).services.salas).toEqual({ path: 'salas' });
    expect(existsSync(path.join(project.root, 'tests', 'salas.test.ts'))).toBe(true);
    expect(read('salas/serverless.yml')).not.toContain('modulo1');

    const target = await localCloud();
    try {
      const sls = path.join(project.root, 'node_modules', '.bin', 'sls');
      const deployed = await run(sls, ['deploy', '--stage', 'local'], {
        cwd: path.join(project.root, 'salas'),
        environment: target.environment,
      });
      const [, url] =
        /(http:\/\/localhost:\d+)\/?\s/.exec(deployed.output.replace(/\S+_user_request_\S*/g, '')) ?? [];
      expect([deployed.code, url]).toEqual([0, expect.any(String)]);
      const answer = await fetch(`${url}/salas/1`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      });
      expect(await answer.json()).toEqual({ PUT: { salasId: '1', item: { data: { S: '{}' } } } });
    } finally {
      await target.close();
    }
  }, 120_000);

  it.each([
    [[], 'The name is missing.'],
    [['Sala'], '"Sala" can\'t be a module\'s name.'],
    [['../sala'], '"../sala" can\'t be a module\'s name.'],
    [['a', 'b'], '"a b" can\'t be a module\'s name.'],
    [['tests'], 'tests exists already.'],
  ])('refuses %j and says why', async (args, message) => {
    const { code, output } = await newModule(...args);
    expect(code).not.toBe(0);
    expect(output.split('\n')[0]).toBe(message);
  });
});
