import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { Bundle } from '../../src/commands/reload/bundle.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('bundle-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('a bundle', () => {
  it('is made again by an esbuild of before 0.17, which knows no contexts', async () => {
    const esbuild = path.join(folder, 'esbuild.cjs');
    const installed = createRequire(import.meta.url).resolve('esbuild');
    writeFileSync(esbuild, `exports.build = require(${JSON.stringify(installed)}).build;`);
    const entry = path.join(folder, 'index.js');
    writeFileSync(entry, 'exports.handler = async () => 1;');
    const options = { entryPoints: ['index.js'], outdir: folder, bundle: true, platform: 'node' };
    const bundle = new Bundle({ esbuild, options, again: true, inputs: [entry] }, folder, folder);
    expect((await bundle.rebuild()).errors).toBeUndefined();
    writeFileSync(entry, 'exports.handler = async () => 2;');
    const text = Buffer.from((await bundle.rebuild()).files?.get('index.js') ?? []).toString();
    expect(text).toContain('exports.handler = async () => 2;');
    await bundle.close();
  });
});
