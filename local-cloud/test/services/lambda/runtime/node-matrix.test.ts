import { findNode, type NodeVersion } from '../../../../src/services/lambda/runtime/node-versions.ts';
import { cleanUp, messages, testFunction, worldOf } from './support.ts';

afterAll(cleanUp);

const found = new Map<string, NodeVersion | undefined>();
for (const major of ['20', '22', '24']) found.set(major, await findNode(major));

/** What a function of the runtime sees, on the Node.js that it names. */
describe.each([...found])('the runtime nodejs%s.x', (major, node) => {
  // The rest of the machine's tests run on one version; CI brings the others.
  const test = node ? it : it.skip;

  const on = async (code: string, overrides = {}) =>
    testFunction(
      { 'index.mjs': code },
      {
        ...{ runtime: `nodejs${major}.x`, node: node?.executable, nodeVersion: node?.version },
        world: await worldOf(node?.executable ?? ''),
        ...overrides,
      },
    );

  test('runs on the major that it names', async () => {
    const { call, logs } = await on(
      `export const handler = async () => [process.versions.node, process.execArgv];`,
    );
    const [version, flags] = await call<[string, string[]]>();
    expect(version).toBe(node?.version);
    expect(messages(logs)[0]).toBe(`INIT_START Runtime Version: nodejs:${node?.version}\n`);
    const experiments = flags.filter((flag) => flag.startsWith('--no-experimental'));
    const expected: Record<string, string[]> = {
      20: ['--no-experimental-require-module'],
      22: ['--no-experimental-require-module', '--no-experimental-detect-module'],
      24: [],
    };
    expect(experiments).toEqual(expected[major]);
  });

  test('keeps an experiment that NODE_OPTIONS asks for', async () => {
    const environment = { NODE_OPTIONS: '--experimental-require-module' };
    const { call } = await on(`export const handler = async () => process.execArgv;`, { environment });
    expect(await call()).not.toContain('--no-experimental-require-module');
  });

  test('has its world', async () => {
    const { call } = await on(`
      import fs from 'node:fs';
      import { createRequire } from 'node:module';
      export const handler = async () => {
        fs.writeFileSync('/tmp/module.cjs', 'module.exports = __filename.endsWith("/module.cjs");');
        const required = createRequire(import.meta.url)('/tmp/module.cjs');
        fs.rmSync('/tmp/module.cjs');
        fs.writeFileSync('/tmp/x', 'y');
        let code;
        try { fs.writeFileSync('/var/task/x', ''); } catch (error) { code = error.code; }
        return [fs.readdirSync('/var/task'), fs.readFileSync('/tmp/x', 'utf8'), code, process.cwd(), required];
      };`);
    expect(await call()).toEqual([['index.mjs'], 'y', 'EROFS', '/var/task', true]);
  });

  test('answers, fails and ends as the others do', async () => {
    const { invoke } = await on(`
      export const handler = async (event) => {
        if (event.fail) throw new RangeError('failed');
        if (event.leave) (async () => { throw new Error('left'); })();
        return event;
      };`);
    expect((await invoke({ n: 1 })).payload.toString()).toBe('{"n":1}');
    expect(JSON.parse((await invoke({ fail: 1 })).payload.toString())).toMatchObject({
      errorType: 'RangeError',
    });
    expect((await invoke({ leave: 1 })).payload.toString()).toBe('{"leave":1}');
    expect((await invoke({ n: 2 })).coldStart).toBe(true);
  });
});
