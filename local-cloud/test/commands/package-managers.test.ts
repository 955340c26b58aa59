import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { packageManagerCommands } from '../../src/commands/tool/package-managers.ts';

let folder: string;
let project: string;
let npm: string;
beforeEach(() => {
  folder = temporaryFolder('package-managers-');
  project = path.join(folder, 'project');
  npm = path.join(folder, 'npm.js');
  mkdirSync(path.join(project, 'sala'), { recursive: true });
  writeFileSync(npm, 'console.log(JSON.stringify(process.argv.slice(2)))');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const commandsFor = (cwd: string, commandPath = '') =>
  packageManagerCommands(cwd, folder, () => npm, commandPath);
const write = (name: string, text = '') => writeFileSync(path.join(project, name), text);

/** What the command is run as, by a shell as plugins have it. */
function ran(bin: string, command: string): unknown {
  const said = execFileSync(command, {
    shell: true,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [bin, process.env.PATH].join(path.delimiter),
      LOCAL_CLOUD_RUN: folder,
    },
  });
  return JSON.parse(said);
}

describe('a package manager that is not on the PATH', () => {
  it.each([
    ['yarn.lock', '# yarn lockfile v1\n', '{}', 'yarn', 'yarn@1.22.22'],
    [
      'yarn.lock',
      '__metadata:\n  version: 8\n',
      '{"packageManager":"yarn@4.5.1"}',
      'yarn',
      '@yarnpkg/cli-dist@4.5.1',
    ],
    ['pnpm-lock.yaml', "lockfileVersion: '6.0'\n", '{}', 'pnpm', 'pnpm@8'],
    [
      'pnpm-lock.yaml',
      "lockfileVersion: '9.0'\n",
      '{"packageManager":"pnpm@9.1.0+sha512.ab"}',
      'pnpm',
      'pnpm@9.1.0',
    ],
  ])('is run by npm for a project with %s of %j, and %s', (lockfile, text, manifest, name, fetched) => {
    write(lockfile, text);
    write('package.json', manifest);
    const bin = commandsFor(path.join(project, 'sala')) ?? '';
    expect(ran(bin, `${name} install "a b"`)).toEqual([
      ...['exec', '--yes', `--package=${fetched}`, '--', name],
      ...['install', 'a b'],
    ]);
    expect(readFileSync(path.join(folder, 'notes'), 'utf8').trim()).toBe(
      `${name} is not on the PATH: npm runs ${fetched} for those that call it`,
    );
  });

  it('is the one that the project brings, where it does', () => {
    write('yarn.lock', '__metadata:\n');
    write('.yarnrc.yml', 'yarnPath: yarn.cjs\n');
    write('yarn.cjs', 'console.log(JSON.stringify(process.argv.slice(2)))');
    expect(ran(commandsFor(project) ?? '', 'yarn --version')).toEqual(['--version']);
  });

  it('is nothing where it is on the PATH, or npm is what the project uses', () => {
    write('yarn.lock');
    const bin = commandsFor(project);
    expect(commandsFor(project, bin)).toBeUndefined();
    write('package-lock.json', '{}');
    expect(commandsFor(project)).toBeUndefined();
  });
});
