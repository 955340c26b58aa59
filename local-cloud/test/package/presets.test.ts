import { cp } from 'node:fs/promises';
import path from 'node:path';
import { type Consumer, consumerOf, root } from '../../../tests/support/consumer.ts';
import { startProgram } from '../../../tests/support/program.ts';

/** The same in both, but for where `test` and `expect` come from. */
const TESTS = `
const ANSWER = { n: 1.5, tags: ['x'], error: 'ResourceNotFoundException' };
const answer = async (url) => (await fetch(url)).json();

test('calls what the preset deployed', async () => {
  expect(services).toEqual([
    expect.objectContaining({ name: 'provided-sdk', functionUrl: urls['provided-sdk'] + '/' }),
  ]);
  expect(await answer(urls['provided-sdk'] + '/')).toEqual(ANSWER);
  expect([process.env.AWS_ENDPOINT_URL, process.env.AWS_PROFILE]).toEqual([endpoint, undefined]);
});

test('deploys a project of its own', async () => {
  const project = await startProject('.', { stage: 'own' });
  expect(project.endpoint).not.toBe(endpoint);
  expect(await answer(project.urls['provided-sdk'])).toEqual(ANSWER);
  await project.stop();
  await expect(fetch(project.endpoint)).rejects.toThrow('fetch failed');
}, 60000);
`;
const REQUIRED = `
const { startProject } = require('local-cloud');
const { endpoint, services, urls } = require('local-cloud/project');
`;
const IMPORTED = `
import { startProject } from 'local-cloud';
import { endpoint, services, urls } from 'local-cloud/project';
`;
const OWN_STAGE = { folder: '.', stage: 'chosen' };

// Vitest has to be installed, and each run deploys twice.
const inCi = process.env.CI ? describe : describe.skip;

inCi('the presets, in a project that installed local-cloud (where CI is set)', () => {
  let project: Consumer;
  beforeAll(async () => {
    project = await consumerOf('local-cloud', 'vitest@4');
    await cp(path.join(root, 'tests', 'fixtures', 'provided-sdk'), project.folder, { recursive: true });
    await project.link('serverless');
    await project.link('jest');
  }, 180_000);
  afterAll(() => project.remove());

  const run = async (tool: string, ...args: string[]) => {
    const script = path.join(project.folder, 'node_modules', tool);
    const environment = { AWS_PROFILE: 'of-someone', AWS_ENDPOINT_URL: undefined, NODE_OPTIONS: undefined };
    const program = startProgram(process.execPath, [script, ...args], { cwd: project.folder, environment });
    const code = await program.ended;
    expect(await program.processes()).toEqual([]);
    return [code, program.output()];
  };

  it('deploys it for Jest, as CommonJS and without a flag', async () => {
    await project.write('jest.config.cjs', "module.exports = { preset: 'local-cloud' };");
    await project.write('required.test.cjs', REQUIRED + TESTS);
    expect(await run('jest/bin/jest.js', '--testMatch', '**/required.test.cjs')).toEqual([
      0,
      expect.stringContaining('2 passed, 2 total'),
    ]);
  }, 120_000);

  it('deploys it for Jest with options of its own', async () => {
    const setup = `module.exports = require('local-cloud/jest').projectSetup(${JSON.stringify(OWN_STAGE)});`;
    await project.write('setup.cjs', setup);
    await project.write(
      'jest.config.cjs',
      "module.exports = { preset: 'local-cloud', globalSetup: './setup.cjs' };",
    );
    await project.write('stage.test.cjs', STAGE(REQUIRED));
    expect(await run('jest/bin/jest.js', '--testMatch', '**/stage.test.cjs')).toEqual([
      0,
      expect.stringContaining('1 passed, 1 total'),
    ]);
  }, 120_000);

  it('deploys it for Vitest', async () => {
    await project.write('imported.test.mjs', `import { expect, test } from 'vitest';${IMPORTED}${TESTS}`);
    await project.write(
      'vitest.config.mjs',
      "export default { test: { globalSetup: 'local-cloud/vitest' } };",
    );
    expect(await run('vitest/vitest.mjs', 'run', 'imported.test.mjs')).toEqual([
      0,
      expect.stringMatching(/Tests .*2 passed/),
    ]);
  }, 120_000);

  it('deploys it for Vitest with options of its own', async () => {
    const setup = `import { projectSetup } from 'local-cloud/vitest';\nexport default projectSetup(${JSON.stringify(OWN_STAGE)});`;
    await project.write('setup.mjs', setup);
    await project.write('vitest.config.mjs', "export default { test: { globalSetup: './setup.mjs' } };");
    await project.write('stage.test.mjs', `import { expect, test } from 'vitest';${STAGE(IMPORTED)}`);
    expect(await run('vitest/vitest.mjs', 'run', 'stage.test.mjs')).toEqual([
      0,
      expect.stringMatching(/Tests .*1 passed/),
    ]);
  }, 120_000);

  it('says what to do where no preset deployed anything', async () => {
    await project.write('none.cjs', "require('local-cloud/project');");
    await expect(project.node('none.cjs')).rejects.toThrow(
      'local-cloud/project: nothing is deployed. Use Jest',
    );
  });
});

/** Whether functions of the chosen stage are there. */
function STAGE(imports: string): string {
  return `${imports}
test('has the stage', async () => {
  const answer = await fetch(endpoint + '/2015-03-31/functions/provided-sdk-chosen-esm');
  expect(answer.status).toBe(200);
});
`;
}
