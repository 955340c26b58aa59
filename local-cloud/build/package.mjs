// Makes what is published: `node build/package.mjs [folder]`, by default dist/.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundle, bundleCommonJs, root } from './bundle.mjs';
import { licences } from './licences.mjs';
import { buildSdk } from './sdk.mjs';
import { buildTypes } from './types.mjs';

const target = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
// Without the chunks of earlier builds.
await rm(target, { recursive: true, force: true, maxRetries: 3 });
await mkdir(target, { recursive: true });
const sources = await Promise.all([
  bundle(target),
  bundleCommonJs(target),
  buildSdk(path.join(target, 'sdk')),
  buildTypes(path.join(target, 'types')).then(() => []),
]);
const notices = await Promise.all(
  ['models', 'resources'].map((folder) => readFile(path.join(root, folder, 'NOTICE.md'), 'utf8')),
);
const terms = `${await licences(sources.flat())}\n${notices.join('\n')}`;
await writeFile(path.join(target, 'THIRD-PARTY-LICENSES.txt'), terms);
// esbuild's service is a process, which would keep this one.
await (await import('esbuild')).stop();
