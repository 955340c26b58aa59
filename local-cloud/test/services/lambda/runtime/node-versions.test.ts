import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../../../../tests/support/folders.ts';
import { exceptOnWindows } from '../../../../../tests/support/systems.ts';
import { findNode, majorOf, OWN_NODE } from '../../../../src/services/lambda/runtime/node-versions.ts';

const SCRIPT = 'a script stands for Node.js';

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder('node-versions-');
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
afterEach(() => {
  for (const name of Object.keys(process.env)) {
    if (/^(LOCAL_CLOUD_NODE_|NVM_DIR|FNM_DIR|VOLTA_HOME|ASDF_DATA_DIR|MISE_DATA_DIR)/.test(name))
      delete process.env[name];
  }
});

/** Something that says it is Node.js of a version. */
async function fakeNode(name: string, version: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho v${version}\n`);
  await chmod(file, 0o755);
  return file;
}

it('finds the Node.js that runs local-cloud first', async () => {
  expect(await findNode(process.versions.node.split('.')[0] ?? '')).toEqual(OWN_NODE);
});

exceptOnWindows(SCRIPT).it('finds the one that a variable names, if it is of that major', async () => {
  const executable = await fakeNode('named/node', '97.1.2');
  process.env.LOCAL_CLOUD_NODE_97 = executable;
  process.env.LOCAL_CLOUD_NODE_96 = executable;
  expect(await findNode('97')).toEqual({ executable, version: '97.1.2' });
  expect(await findNode('96')).toBeUndefined();
});

exceptOnWindows(SCRIPT).describe('a version manager', () => {
  it.each([
    ['NVM_DIR', 'versions/node/v98.10.0/bin/node'],
    ['FNM_DIR', 'node-versions/v98.10.0/installation/bin/node'],
    ['VOLTA_HOME', 'tools/image/node/98.10.0/bin/node'],
    ['ASDF_DATA_DIR', 'installs/nodejs/98.10.0/bin/node'],
    ['MISE_DATA_DIR', 'installs/node/98.10.0/bin/node'],
  ])('finds the newest of a version manager: %s', async (variable, name) => {
    process.env[variable] = path.join(folder, variable);
    const executable = await fakeNode(`${variable}/${name}`, '98.10.0');
    await fakeNode(`${variable}/${name.replace('98.10.0', '98.9.0')}`, '98.9.0');
    expect(await findNode('98')).toEqual({ executable, version: '98.10.0' });
  });
});

it('finds none where there is none', async () => {
  expect(await findNode('99')).toBeUndefined();
});

it('knows the major that a runtime names', () => {
  expect(['nodejs24.x', 'nodejs8.10', 'python3.13', 'provided.al2023'].map(majorOf)).toEqual([
    ...['24', undefined, undefined, undefined],
  ]);
});
