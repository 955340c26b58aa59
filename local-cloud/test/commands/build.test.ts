import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { buildIfMissing } from '../../src/commands/tool/build.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('build-');
  mkdirSync(path.join(folder, 'src'));
  write('package.json', '{"scripts":{"build":"node make.js"}}');
  write('make.js', "require('fs').mkdirSync('dist'); require('fs').writeFileSync('dist/routes.ts', '');");
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

async function built(): Promise<string[]> {
  const said: string[] = [];
  const { signal } = new AbortController();
  await buildIfMissing(folder, { progress: (title) => said.push(title), signal });
  return said;
}

describe('a build that a project needs before it is deployed', () => {
  it("makes what its sources import of the build's", async () => {
    write('serverless.yml', 'functions:\n  api:\n    handler: src/api.handler\n');
    write('src/api.ts', "import { routes } from '../dist/routes';\n");
    expect(await built()).toEqual([
      `Building ${path.basename(folder)} with "npm run build", as ${path.join('dist', 'routes')} is not there yet`,
    ]);
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(['routes.ts']);
    expect(await built()).toEqual([]);
  });

  it('is told of where it makes something else', async () => {
    write('serverless.yml', 'functions:\n  api:\n    handler: dist/index.handler\n');
    expect(await built()).toEqual([
      `Building ${path.basename(folder)} with "npm run build", as dist/index is not there yet`,
      'That made no dist/index, which a handler is said to be in: going on without',
    ]);
  });
});
