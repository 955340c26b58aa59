import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { transform } from 'esbuild';
import { parse } from 'yaml';
import { toolCommand } from '../scripts/tool-command.ts';
import { Deployment } from './support/deployment.ts';
import { copyProject } from './support/project-copy.ts';
import { run } from './support/run.ts';
import { localCloud } from './targets/local-cloud.ts';

/** One that no module of a reader's own is likely to have, and whose hyphens no code may trip over. */
const NAME = 'test-of-new-module';
/** Answers the picture that was sent. */
const ROUTE = `
  app.put('/${NAME}/:id/picture', express.raw({ type: 'image/*' }), (req, res) => {
    res.type('png').send(req.body);
  });
`;
/** The signature of a PNG, and bytes that no text in UTF-8 has. */
const PNG = Buffer.from('89504e470d0a1a0a00ff80c3', 'hex');
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
const project = copyProject();
afterAll(() => project.remove());

const newModule = (...args: string[]) =>
  run(...toolCommand('tsx', ['scripts/new-module.ts', ...args], project.root), {
    cwd: project.root,
  });
const read = (file: string) => readFileSync(path.join(project.root, file), 'utf8');

describe('npm run new:module', () => {
  it('makes a module that deploys', async () => {
    const made = await newModule(NAME, '--no-install');
    expect([made.code, made.output]).toEqual([0, expect.stringContaining(NAME)]);
    expect(JSON.parse(read('package.json')).workspaces).toContain(NAME);
    expect(parse(read('serverless-compose.yml')).services[NAME]).toEqual({ path: NAME });
    expect(read(`${NAME}/serverless.yml`)).not.toContain('modulo1');
    const written = [`tests/${NAME}.test.ts`, `${NAME}/test/${NAME}.test.ts`, `${NAME}/src/app.ts`];
    for (const file of written) await transform(read(file), { loader: 'ts' });
    const checked = await run(process.execPath, [biome, 'check', NAME, ...written], { cwd: project.root });
    expect([checked.code, checked.output]).toEqual([0, expect.stringContaining('No fixes applied')]);

    // A route of one's own, below all others.
    const app = read(`${NAME}/src/app.ts`)
      .replace("from 'express';", "from 'express';\nimport express from 'express';")
      .replace('  return app;', `${ROUTE}\n  return app;`);
    writeFileSync(path.join(project.root, NAME, 'src', 'app.ts'), app);

    const target = await localCloud();
    try {
      const deployment = new Deployment(NAME, target, project.root);
      await deployment.deploy();
      const [url, restUrl] = [await deployment.functionUrl(), await deployment.restApiUrl()];
      const answer = await fetch(`${url}/${NAME}/1`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      });
      expect(await answer.json()).toEqual({ PUT: { [`${NAME}Id`]: '1', item: { data: { S: '{}' } } } });

      for (const door of [url, restUrl]) {
        const sent = { method: 'PUT', headers: { 'Content-Type': 'image/png' }, body: PNG };
        const picture = await fetch(`${door}/${NAME}/1/picture`, sent);
        const bytes = Buffer.from(await picture.arrayBuffer());
        expect([picture.status, picture.headers.get('content-type'), bytes]).toEqual([200, 'image/png', PNG]);
        expect((await fetch(`${door}//${NAME}`)).status).toBe(200);
      }
    } finally {
      await target.close();
    }
  }, 120_000);

  it('has made modulo2: but for the name it is modulo1, to the last file', () => {
    const filesOf = (module: string) =>
      readdirSync(path.join(project.root, module), { recursive: true, encoding: 'utf8' })
        .filter((file) => statSync(path.join(project.root, module, file)).isFile())
        .map((file) => [file, read(`${module}/${file}`)].map((text) => text.replaceAll(module, 'MODULE')))
        .sort();
    expect(filesOf('modulo2')).toEqual(filesOf('modulo1'));
    const [one, two] = ['modulo1', 'modulo2'].map((module) =>
      read(`tests/${module}.test.ts`).replaceAll(module, 'MODULE'),
    );
    expect(two).toBe(one);
  });

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
