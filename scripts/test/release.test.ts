import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../tests/support/folders.ts';
import { VERSIONED } from '../release/packages.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const script = path.join(repository, 'scripts', 'release.ts');
const CHANGELOG = `# Changelog

## Unreleased

### Added

- Something new.

## 0.2.0 - 2026-01-31

- The first.
`;

let root: string;
beforeEach(async () => {
  root = temporaryFolder('release-');
  await writeFile(path.join(root, 'CHANGELOG.md'), CHANGELOG);
  for (const file of VERSIONED) {
    const { name, version } = JSON.parse(await readFile(path.join(repository, file), 'utf8'));
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    const workspaces = file === 'package.json' ? ['local-cloud', 'plugins/*'] : undefined;
    const manifest = { name, version, license: 'MIT', workspaces };
    await writeFile(path.join(root, file), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  await cp(path.join(repository, '.npmrc'), path.join(root, '.npmrc'));
});
afterEach(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));

const release = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...args, '--root', root], {
    cwd: repository,
  }).then(
    ({ stdout }) => [0, stdout],
    ({ code, stderr }: { code: number; stderr: string }) => [code, stderr],
  );
const read = (file: string) => readFile(path.join(root, file), 'utf8');

describe('npm run release', () => {
  it('sets the version everywhere, and dates what was unreleased', async () => {
    const [code, output] = await release('1.0.0-rc.1');
    expect([code, output]).toEqual([0, expect.stringContaining('git tag v1.0.0-rc.1\n')]);
    for (const file of VERSIONED) expect(JSON.parse(await read(file)).version).toBe('1.0.0-rc.1');
    const lock = JSON.parse(await read('package-lock.json'));
    expect([lock.version, lock.packages['local-cloud'].version]).toEqual(['1.0.0-rc.1', '1.0.0-rc.1']);
    const today = new Date().toISOString().slice(0, 10);
    expect(await read('CHANGELOG.md')).toBe(
      CHANGELOG.replace('## Unreleased', `## Unreleased\n\n## 1.0.0-rc.1 - ${today}`),
    );
    expect(await release('1.0.0-rc.1', '--check')).toEqual([0, '### Added\n\n- Something new.\n']);
  }, 60_000);

  it('refuses a version that is no version, or released already', async () => {
    expect(await release('one')).toEqual([2, expect.stringMatching(/^"one" is no version\.\n\nUsage/)]);
    expect(await release('0.2.0')).toEqual([1, 'CHANGELOG.md has a 0.2.0 already\n']);
    expect(await read('CHANGELOG.md')).toBe(CHANGELOG);
  });

  it('refuses to release nothing', async () => {
    await writeFile(
      path.join(root, 'CHANGELOG.md'),
      '# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-01-31\n',
    );
    expect(await release('0.3.0')).toEqual([1, 'CHANGELOG.md has nothing below "## Unreleased"\n']);
  });

  it('names what a tag does not agree with', async () => {
    const { version } = JSON.parse(await read('package.json'));
    expect(await release('9.0.0', '--check')).toEqual([
      1,
      [
        ...VERSIONED.map((file) => `${file} has version ${version}, not 9.0.0`),
        'CHANGELOG.md says nothing of 9.0.0',
        '',
      ].join('\n'),
    ]);
  });
});
