import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../../tests/support/folders.ts';

const preload = fileURLToPath(new URL('../../src/commands/tool/preload/compile-cache.cjs', import.meta.url));
/** Node.js 22.1 and newer keep what they compiled by themselves. */
const ownCache = 'enableCompileCache' in Module;

let folder: string;
let cache: string;
beforeAll(() => {
  folder = temporaryFolder('compile-cache-');
  cache = path.join(folder, 'cache');
  const tool = path.join(folder, 'node_modules', 'tool');
  mkdirSync(path.join(tool, 'esm'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(tool, name), text);
  for (let index = 0; index < 60; index += 1) write(`m${index}.js`, `exports.n = () => ${index};\n`);
  write('esm/package.json', '{"type":"module"}');
  write('esm/lazy.js', 'export const lazy = "imported";\n');
  write('imports.js', "exports.lazy = () => import('./esm/lazy.js');\n");
  write(
    'where.js',
    'module.exports = [require.main.filename, __filename, require.resolve("./m1.js"), typeof require.cache];\n',
  );
  write('broken.js', 'exports.x = ;\n');
  write(
    'bin.js',
    `#!/usr/bin/env node
     let sum = 0;
     for (let index = 0; index < 60; index += 1) sum += require('./m' + index).n();
     let broken; try { require('./broken.js'); } catch (error) { broken = error.name; }
     require('./imports.js').lazy().then(({ lazy }) => console.log(JSON.stringify([sum, lazy, broken, ...require('./where.js')])));\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const bin = () => path.join(folder, 'node_modules', 'tool', 'bin.js');
const run = (environment = {}) =>
  execFileSync(process.execPath, ['--require', preload, bin()], {
    env: { ...process.env, LOCAL_CLOUD_COMPILE_CACHE: cache, ...environment },
    encoding: 'utf8',
  });
const files = () => readdirSync(cache).map((name) => path.join(cache, name));

(ownCache ? describe.skip : describe)('the cache of compiled modules of a deploy tool', () => {
  it('changes nothing of what modules do, with what it has kept and without, or with half of it', () => {
    const expected = run({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(JSON.parse(expected).slice(0, 3)).toEqual([1770, 'imported', 'SyntaxError']);
    expect(run()).toBe(expected);
    const [file = ''] = files();
    expect([path.extname(file), files().length]).toEqual(['.modules', 1]);
    const { mtimeMs, size } = statSync(file);
    expect(run()).toBe(expected);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    truncateSync(file, Math.floor(size / 2));
    expect(run()).toBe(expected);
    expect(statSync(file).size).toBe(size);
  });

  it('takes a module anew that has changed, also to as many characters', () => {
    writeFileSync(path.join(folder, 'node_modules', 'tool', 'm7.js'), 'exports.n = () => 8;\n');
    expect(JSON.parse(run())[0]).toBe(1771);
  });
});
