import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { exceptOnWindows } from '../../../../../tests/support/systems.ts';
import { cleanUp, testFunction, world } from './support.ts';

afterEach(cleanUp);

/** What a mapping of paths can't enforce. */
const onlyInNamespace = (await world()).kind === 'namespace' ? it : it.skip;

const handler = (body: string): Record<string, string> => ({
  'index.js': `const fs = require('node:fs'); exports.handler = async (event) => { ${body} };`,
});

/** A handler that tells the code of the error that each of these statements throws, `done` where none is. */
const codesOf = (statements: readonly string[]): Record<string, string> =>
  handler(`
    const codes = [];
    for (const attempt of [${statements.map((statement) => `async () => { ${statement} }`)}]) {
      codes.push(await attempt().then(() => 'done', (error) => error.code ?? String(error)));
    }
    return codes;`);

describe('/var/task', () => {
  it('is where the code lies, for require, import, fs and child processes', async () => {
    const { call } = await testFunction({
      ...handler(`
        const { execFileSync } = require('node:child_process');
        return [
          require('/var/task/lib/data.json').n,
          (await import('./lib/module.mjs')).n,
          fs.readFileSync('/var/task/lib/data.json', 'utf8'),
          fs.readFileSync('lib/data.json', 'utf8'),
          execFileSync('cat', ['lib/data.json']).toString(),
          (await fs.promises.readdir('/var/task')).sort(),
        ];`),
      'lib/data.json': '{"n":1}',
      'lib/module.mjs': 'export const n = 2;',
    });
    expect(await call()).toEqual([1, 2, '{"n":1}', '{"n":1}', '{"n":1}', ['index.js', 'lib']]);
  });

  it('can not be written to, nor can anything but /tmp', async () => {
    const { call, root } = await testFunction(
      codesOf([
        `fs.writeFileSync('/var/task/new.txt', '')`,
        `fs.writeFileSync('new.txt', '')`,
        `fs.appendFileSync(__filename, '')`,
        `await fs.promises.mkdir('/var/task/folder')`,
        `await new Promise((resolve, reject) => fs.unlink(__filename, (error) => error ? reject(error) : resolve()))`,
        `fs.renameSync('/var/task/index.js', '/tmp/index.js')`,
        `fs.openSync('/opt/new.txt', 'w')`,
        `fs.writeFileSync('/etc/new.txt', '')`,
        `fs.writeFileSync('/usr/new.txt', '')`,
        `fs.writeFileSync('/tmp/new.txt', '')`,
      ]),
    );
    expect(await call()).toEqual([
      ...Array(5).fill('EROFS'),
      expect.any(String),
      ...Array(3).fill('EROFS'),
      'done',
    ]);
    expect(await readdir(path.join(root, 'task'))).toEqual(['index.js']);
    expect(existsSync('/usr/new.txt') || existsSync('/etc/new.txt')).toBe(false);
  });
});

describe('/opt', () => {
  const layer = {
    'config.json': '{"from":"layer"}',
    'nodejs/common.js': `module.exports = require('dep') + ' common';`,
    'nodejs/esm.mjs': `import dep from 'dep'; export default dep + ' esm';`,
    'nodejs/node_modules/dep/package.json': '{}',
    'nodejs/node_modules/dep/index.js': `module.exports = 'dep';`,
    'preload.js': `globalThis.preloaded = true;`,
  };

  async function withLayer(files: Record<string, string>, overrides = {}) {
    const made = await testFunction(layer);
    return testFunction(files, { ...overrides, layerRoot: path.join(made.root, 'task') });
  }

  it('is where layers lie, for require, fs and import', async () => {
    const { call } = await withLayer({
      'index.mjs': `
        import fs from 'node:fs';
        import { createRequire } from 'node:module';
        import esm from '/opt/nodejs/esm.mjs';
        const require = createRequire(import.meta.url);
        export const handler = async () => [
          require('/opt/nodejs/common'), fs.readFileSync('/opt/config.json', 'utf8'), esm,
          fs.existsSync('/opt/nothing'), (await fs.promises.stat('/opt/nodejs')).isDirectory(),
        ];`,
    });
    expect(await call()).toEqual(['dep common', '{"from":"layer"}', 'dep esm', false, true]);
  });

  it('has what NODE_OPTIONS preloads', async () => {
    const { call } = await withLayer(handler('return globalThis.preloaded;'), {
      environment: { NODE_OPTIONS: '--require /opt/preload.js' },
    });
    expect(await call()).toBe(true);
  });

  it('is empty for a function without layers', async () => {
    const { call } = await testFunction(handler(`return fs.readdirSync('/opt');`));
    expect(await call()).toEqual([]);
  });
});

describe('/tmp', () => {
  it('belongs to one environment, which keeps it from one invocation to the next', async () => {
    const count = handler(`
      fs.appendFileSync('/tmp/count', 'x');
      return [fs.readFileSync('/tmp/count', 'utf8').length, fs.readdirSync('/tmp')];`);
    const [one, other] = [await testFunction(count), await testFunction(count)];
    expect(await one.call()).toEqual([1, ['count']]);
    expect(await one.call()).toEqual([2, ['count']]);
    expect(await other.call()).toEqual([1, ['count']]);
  });

  it('is this one for child processes, too', async () => {
    const { call } = await testFunction(
      handler(`
        const { execSync } = require('node:child_process');
        execSync('echo child > "\${TMPDIR:-/tmp}/written"');
        return fs.readFileSync('/tmp/written', 'utf8');`),
    );
    expect(await call()).toBe('child\n');
  });

  it('leaves nothing on this machine', async () => {
    const { call, pool, root } = await testFunction(handler(`fs.writeFileSync('/tmp/kept', 'x');`));
    await call();
    expect(existsSync('/tmp/kept')).toBe(false);
    await pool.close();
    expect(await readdir(path.join(root, 'scratch')).catch(() => [])).toEqual([]);
  });

  onlyInNamespace('has the size of EphemeralStorage', async () => {
    const { call } = await testFunction(
      codesOf([
        `fs.writeFileSync('/tmp/a', Buffer.alloc(8 * 1024 * 1024))`,
        `fs.writeFileSync('/tmp/b', Buffer.alloc(4 * 1024 * 1024))`,
      ]),
      { ephemeralStorage: 10 },
    );
    expect(await call()).toEqual(['done', 'ENOSPC']);
  });
});

describe('the rest of the machine', () => {
  it('does not depend on the PATH that a function sets itself', async () => {
    const { call } = await testFunction(handler('return process.env.PATH;'), {
      environment: { PATH: '/nowhere' },
    });
    expect(await call()).toBe('/nowhere');
  });

  onlyInNamespace('has no home folder, and no project', async () => {
    const places = [process.env.HOME ?? '/root', process.cwd(), '/home', '/root'];
    const { call } = await testFunction(
      handler(`return ${JSON.stringify(places)}.map((place) => fs.existsSync(place));`),
    );
    expect(await call()).toEqual(places.map(() => false));
  });

  it('ends with the environment what it started, also what left its process group', async () => {
    const { call, pool } = await testFunction(
      handler(`
        const child = require('node:child_process').spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
        child.unref();
        return child.pid;`),
    );
    const pid = await call<number>();
    expect(process.kill(pid, 0)).toBe(true);
    await pool.close();
    // Nobody's child: when it is gone, nobody tells.
    while (existsSync(`/proc/${pid}/exe`)) await new Promise(setImmediate);
  });
});

exceptOnWindows('it runs no file by its first line').describe('AWS_LAMBDA_EXEC_WRAPPER', () => {
  const wrapped = async (wrapper: string, name = 'wrapper') => {
    const { chmod } = await import('node:fs/promises');
    const made = await testFunction({ wrapper });
    const layerRoot = path.join(made.root, 'task');
    await chmod(path.join(layerRoot, 'wrapper'), wrapper.startsWith('#!') ? 0o755 : 0o644);
    const environment = { AWS_LAMBDA_EXEC_WRAPPER: `/opt/${name}` };
    return testFunction(handler('return [process.env.WRAPPED, process.execArgv];'), {
      ...{ layerRoot, environment, runtime: 'nodejs18.x' },
    });
  };

  it('runs the script with the command of the runtime, whose last word is the client', async () => {
    const { call } = await wrapped(`#!/bin/bash
      args=("$@")
      export WRAPPED="$#"
      exec "\${args[@]:0:$#-1}" --stack-trace-limit=7 "\${args[@]: -1}"`);
    expect(await call()).toEqual([
      '5',
      [
        '--max-http-header-size=81920',
        '--max-semi-space-size=6',
        '--max-old-space-size=115',
        '--stack-trace-limit=7',
      ],
    ]);
  });

  it('says what is wrong with a script that can not be run', async () => {
    const missing = await wrapped('#!/bin/sh\n', 'nothing');
    expect(await missing.call()).toMatchObject({
      errorMessage: expect.stringContaining('Runtime exited with error: exit status 127'),
    });
    expect(missing.logs.map(({ message }) => message)).toContain('/opt/nothing: does not exist\n');
    const plain = await wrapped('no script');
    expect(await plain.call()).toMatchObject({ errorMessage: expect.stringContaining('exit status 126') });
    expect(plain.logs.map(({ message }) => message)).toContain('/opt/wrapper: is not an executable\n');
  });
});

describe('packages outside of the code', () => {
  /** Folders in /tmp, which is not the function's. */
  const inTmp = async (files: Record<string, string>) => {
    const { root } = await testFunction(files);
    return path.join(root, 'task');
  };

  const before = process.env.LOCAL_CLOUD_NAMESPACES;
  afterEach(() => {
    if (before === undefined) delete process.env.LOCAL_CLOUD_NAMESPACES;
    else process.env.LOCAL_CLOUD_NAMESPACES = before;
  });

  it.each(['on', 'off'])('are found where Lambda provides them, with namespaces %s', async (namespaces) => {
    process.env.LOCAL_CLOUD_NAMESPACES = namespaces;
    const inside = 'node_modules/local-cloud/sdk';
    const project = await inTmp({
      [`${inside}/@aws-sdk/client-a/index.js`]: `module.exports = require('../client-b') + ' a';`,
      [`${inside}/@aws-sdk/client-b/index.js`]: `module.exports = 'b';`,
    });
    const nodeModulesDir = path.join(await inTmp({}), 'node_modules');
    await mkdir(path.join(nodeModulesDir, '@aws-sdk'), { recursive: true });
    const link = path.join('@aws-sdk', 'client-a');
    await symlink(path.join(project, inside, link), path.join(nodeModulesDir, link), 'junction');
    const { call } = await testFunction(
      handler(`return [require('@aws-sdk/client-a'), (await import('@aws-sdk/client-a')).default];`),
      { nodeModulesDir },
    );
    expect(await call()).toEqual(['b a', 'b a']);
    expect((await world(nodeModulesDir)).kind).toBe((await world()).kind);
  });

  it('are found above mounted code that lies in /tmp', async () => {
    process.env.LOCAL_CLOUD_NAMESPACES = 'off';
    const projectRoot = await inTmp({
      'node_modules/dep/index.js': `module.exports = 'dep';`,
      'service/index.js': `exports.handler = async () => require('dep');`,
    });
    const mounted = { projectRoot, taskRoot: path.join(projectRoot, 'service'), world: await world() };
    const { call } = await testFunction({}, mounted);
    expect(await call()).toBe('dep');
  });
});
