import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';

interface Configuration {
  readonly functions: unknown;
  readonly plugins?: readonly string[];
}

const require = createRequire(import.meta.url);
const { serveBuiltInBuild } = require('../../src/commands/tool/preload/built-in-build.cjs') as {
  serveBuiltInBuild: (configuration: Configuration, folder: string) => void;
};

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('built-in-build-test-');
  process.env.LOCAL_CLOUD_RUN = folder;
  process.env.LOCAL_CLOUD_BUILT_IN = '1';
  mkdirSync(path.join(folder, 'src'));
  for (const file of ['tsconfig.json', 'src/typed.ts', 'src/plain.js'])
    writeFileSync(path.join(folder, file), '');
  for (const handler of ['src/typed', 'src/plain'])
    writeFileSync(path.join(folder, `${path.basename(handler)}.yml`), `a:\n  handler: ${handler}.handler\n`);
});
afterAll(() => {
  delete process.env.LOCAL_CLOUD_BUILT_IN;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe("Serverless 4's built-in build", () => {
  it.each([
    ['typed', { a: { handler: 'src/typed.handler' } }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
    ['typed, in another file', ['${file(./plain.yml)}', '${file(./typed.yml)}']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
    ['unknown, beside a tsconfig.json', '${file(functions.js)}'],
  ])('bundles functions that are %s', (_, functions) => {
    const configuration: Configuration = { functions };
    serveBuiltInBuild(configuration, folder);
    expect(configuration.plugins).toEqual(['serverless-esbuild']);
  });

  it.each([
    ['plain', { a: { handler: 'src/plain.handler' } }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
    ['plain, in another file, beside a tsconfig.json', ['${file(./plain.yml)}']],
  ])('leaves functions that are %s', (_, functions) => {
    const configuration: Configuration = { functions };
    serveBuiltInBuild(configuration, folder);
    expect(configuration.plugins).toBeUndefined();
  });
});
