import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, { os?: string[]; cpu?: string[]; resolved?: string }>;
};

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const nameOf = (key: string): string => key.replace(/^.*node_modules\//, '');

/** The platforms that packages with native code were made for, by the package that chooses among them. */
const native = new Map<string, string[]>();
for (const [key, { os, cpu }] of Object.entries(packages)) {
  if (!os || !cpu) continue;
  const [family = ''] = nameOf(key).split(/[-/](?=linux|darwin|win32|android|freebsd|wasm32)/);
  native.set(family, [...(native.get(family) ?? []), ...os.flatMap((on) => cpu.map((of) => `${on}-${of}`))]);
}

describe('package-lock.json', () => {
  it.each([...native].filter(([, platforms]) => platforms.includes('linux-x64')))(
    'holds %s for every platform that people work on',
    (_, platforms) => {
      expect(PLATFORMS.filter((each) => !platforms.includes(each))).toEqual([]);
    },
  );

  it('knows native packages of the build tools', () => {
    expect([...native.keys()]).toEqual(expect.arrayContaining(['@biomejs/cli', '@esbuild', '@swc/core']));
  });

  it('names no registry, so that npm asks its own', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });
});
